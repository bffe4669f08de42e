import { formatSiteTime } from '../../ui/format/wait.ts'
import { timeOfInstant } from '../../live/session/time-of-day.ts'
import { useFiguresOf, useScreenStatus } from '../../live/hooks/live-context.tsx'
import { useSiteZone } from '../site-zone-context.tsx'
import styles from './tiles.module.css'

/** The time since which a source is unavailable; undefined while it is available, and before the first snapshot. */
export function useNoDataSince(dataSource: string): string | undefined {
  const since = useFiguresOf(dataSource).unavailableSince(dataSource)
  const zone = useSiteZone()
  return useScreenStatus((status) =>
    since === undefined ? undefined : formatSiteTime(timeOfInstant(status, since), zone),
  )
}

/** Replaces the notes of a tile whose source is unavailable: unknown is not zero. */
export function NoData({ since }: { since: string }) {
  return (
    <p className={styles.stack} data-condition="no data">
      <span>no data</span>
      <span>since {since}</span>
    </p>
  )
}
