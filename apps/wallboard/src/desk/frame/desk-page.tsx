import type { DataSource } from '@wallboard/five9/identifiers'
import { queueSource } from '@wallboard/statistics'
import { useEffect, type ReactNode } from 'react'
import { useScreenStatus } from '../../live/hooks/live-context.tsx'
import desk from '../desk.module.css'
import { useDeskLive } from '../desk-session/desk-session-context.tsx'
import { KeysButton } from './keys-button.tsx'
import { usePageTitle } from '../use-page-title.ts'
import styles from './desk-frame.module.css'
import { FindButton } from './find-button.tsx'
import { FreshnessLine } from './freshness-line.tsx'
import { HeaderClock } from './header-clock.tsx'

interface DeskPageProps {
  readonly title: string
  /** Links and buttons of the page, beside its heading. */
  readonly links?: ReactNode
  /** The ribbon of a replay, in place of the freshness: then nothing on the page is live. */
  readonly replay?: ReactNode
  /** The data sources that the page shows: it is as fresh as the oldest of them. Pass the same array at each render. */
  readonly sources?: readonly DataSource[]
  readonly children: ReactNode
}

const queueSources: readonly DataSource[] = [queueSource]

/** A page in the frame: its heading, the freshness of what it shows, the clock, and its content. */
export function DeskPage({ title, links, replay, sources = queueSources, children }: DeskPageProps) {
  const freshness = useScreenStatus((status) => status.freshness)
  usePageTitle(title)
  useSources(sources)
  return (
    <>
      <header className={styles.bar}>
        <h1>{title}</h1>
        {replay ?? <FreshnessLine />}
        {links}
        <div className={styles.end}>
          <FindButton />
          <KeysButton />
          <HeaderClock />
        </div>
      </header>
      <main className={desk.page} aria-label={title} data-link={replay === undefined ? freshness : 'replay'}>
        {children}
      </main>
    </>
  )
}

/** Subscribes to the sources, and makes the freshness of the page theirs. */
function useSources(sources: readonly DataSource[]): void {
  const live = useDeskLive()
  useEffect(() => {
    live.requireSources(sources)
    live.stores.statistics.boardShown(sources)
  }, [live, sources])
}
