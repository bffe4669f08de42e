import { queueMetrics, type QueueMetric } from '@wallboard/statistics'
import { useMemo } from 'react'
import { useSiteZone } from '../../board/site-zone-context.tsx'
import { metrics, problems, whatChanged as texts } from '../../i18n/index.ts'
import { useDirectory, useStores } from '../../live/hooks/live-context.tsx'
import { formatFigure } from '../../ui/format/figure.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import { formatAge, formatSiteTime } from '../../ui/format/wait.ts'
import { useWhatChanged } from '../desk-session/desk-session-context.tsx'
import type { AgentMood, FeedEntry } from '../desk-session/what-changed-state.ts'
import styles from './side-panel.module.css'

const maxShown = 20
/** More names than these are a number. */
const maxNames = 2

/** Looks up the names of a line. Names that the person may not see are missing in the directory. */
interface Names {
  readonly queue: (id: string) => string
  readonly agent: (id: string) => string | undefined
  readonly reason: (id: string | undefined) => string | undefined
}

/** A line of the feed: what it is about, and what happened. */
type Line = readonly [subject: string, change: string]

const moodText = ({ activity, reason }: AgentMood, names: Names): string =>
  activity === 'not-ready' ? (names.reason(reason) ?? texts.activities[activity]) : texts.activities[activity]

function agentsText(agents: readonly string[], names: Names): string {
  const known = agents.flatMap((id) => names.agent(id) ?? [])
  return known.length === agents.length && known.length <= maxNames
    ? known.join(', ')
    : texts.agents(agents.length)
}

const isQueueMetric = (metric: string): metric is QueueMetric => metric in queueMetrics

function lineOf(entry: FeedEntry, names: Names): Line {
  switch (entry.kind) {
    case 'waiting':
      return [names.queue(entry.queue), texts.waiting(entry.from, entry.to)]
    case 'queue-added':
      return [texts.queueAdded, names.queue(entry.queue)]
    case 'queue-removed':
      return [texts.queueRemoved, entry.name]
    case 'agents':
      return [
        agentsText(entry.agents, names),
        texts.mood(moodText(entry.from, names), moodText(entry.to, names)),
      ]
    case 'alert': {
      const { queue, name, metric, limit } = entry
      if (!isQueueMetric(metric)) return [name ?? metric, texts.alert(metric, String(limit))]
      const subject = queue === undefined ? (name ?? metrics[metric]) : names.queue(queue)
      return [subject, texts.alert(metrics[metric], formatFigure(limit, queueMetrics[metric].unit))]
    }
    case 'link':
      return [
        linkText(entry.problem),
        entry.endedAt === undefined ? '' : texts.withoutData(formatAge(entry.endedAt - entry.at)),
      ]
  }
}

const isProblem = (code: string): code is Exclude<keyof typeof problems, 'unconfirmed'> =>
  code in problems && code !== 'unconfirmed'

const linkText = (problem: string): string =>
  isProblem(problem) ? problems[problem](undefined) : texts.waitingForFigures

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
