import { tiles } from '../../i18n/index.ts'
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

/** Two lines in place of a tile's notes, because its source is unavailable: unknown is not zero. */
export function NoData({ lines }: { lines: readonly string[] }) {
  return (
    <p className={styles.stack} data-no-data="">
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </p>
  )
}

/** The lines of a source that is unavailable since a time. */
export const noDataLines = (since: string): readonly string[] => [tiles.noData, tiles.since(since)]
