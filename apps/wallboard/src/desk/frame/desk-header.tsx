import type { DataSource } from '@wallboard/five9/identifiers'
import { useEffect, type ReactNode } from 'react'
import { useDeskLive } from '../desk-session/desk-session-context.tsx'
import { usePageTitle } from '../use-page-title.ts'
import styles from './desk-frame.module.css'
import { FindButton } from './find-button.tsx'
import { FreshnessLine } from './freshness-line.tsx'
import { HeaderClock } from './header-clock.tsx'
import { KeysButton } from './keys-button.tsx'

interface DeskHeaderProps {
  readonly title: string
  /** Links and buttons of the page, beside its heading. */
  readonly links?: ReactNode
  /** The data sources whose freshness the header shows. Pass the same array at each render. */
  readonly sources: readonly DataSource[]
  /** Words before the freshness, on a page whose figures are not the present ones. */
  readonly beforeFreshness?: string
}

/** The header of a page in the frame: its heading, the freshness of the live data, search, keys, and the clock. */
export function DeskHeader({ title, links, sources, beforeFreshness }: DeskHeaderProps) {
  usePageTitle(title)
  useSources(sources)
  return (
    <header className={styles.bar}>
      <h1>{title}</h1>
      <FreshnessLine before={beforeFreshness} />
      {links}
      <div className={styles.end}>
        <FindButton />
        <KeysButton />
        <HeaderClock />
      </div>
    </header>
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
