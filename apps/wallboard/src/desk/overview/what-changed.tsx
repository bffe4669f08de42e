import { useMemo } from 'react'
import { useSiteZone } from '../../board/site-zone-context.tsx'
import { whatChanged as texts } from '../../i18n/index.ts'
import { useDirectory, useStores } from '../../live/hooks/live-context.tsx'
import { shownName } from '../../ui/format/shown-name.ts'
import { formatSiteTime } from '../../ui/format/wait.ts'
import { useWhatChanged } from '../desk-session/desk-session-context.tsx'
import styles from './side-panel.module.css'
import { lineOf, type Names } from './what-changed-line.ts'

const maxShown = 20

/** What changed on the floor since this page was loaded, in words, the newest first. */
export function WhatChanged() {
  const entries = useWhatChanged()
  const zone = useSiteZone()
  const { data } = useStores().figures
  const { agents, reasons } = useDirectory() // not each change of agents: there are several in a second
  const agentNames = useMemo(() => new Map(agents.map(({ id, name }) => [id, name])), [agents])
  const names: Names = {
    queue: data.queueLabel,
    agent: (id) => agentNames.get(id) ?? undefined,
    reason: (id) => reasons.find((reason) => reason.id === id)?.name,
  }
  return (
    <section aria-labelledby="what-changed">
      <h2 id="what-changed">{texts.title}</h2>
      {entries.length === 0 && <p className={styles.none}>{texts.none}</p>}
      <ol className={styles.feed}>
        {entries.slice(0, maxShown).map((entry) => {
          const [subject, change] = lineOf(entry, names)
          return (
            <li key={entry.id} data-change={entry.kind}>
              <time dateTime={new Date(entry.at).toISOString()}>{formatSiteTime(entry.at, zone)}</time>
              <p>
                <b>{shownName(subject)}</b> {shownName(change)}
              </p>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
