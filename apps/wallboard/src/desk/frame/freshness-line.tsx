import { useSiteZone } from '../../board/site-zone-context.tsx'
import { formatAge, formatTime } from '../../ui/format/wait.ts'
import { problemText } from '../../board/problem-text.ts'
import { deskFrame } from '../../i18n/index.ts'
import { useScreenStatus } from '../../live/hooks/live-context.tsx'
import { timeOfInstant } from '../../live/session/time-of-day.ts'
import styles from './desk-frame.module.css'

interface FreshnessLineProps {
  /** Words before the freshness. */
  readonly before?: string | undefined
}

/** The freshness of the live data: "live · 2 s", or the problem and since when it exists. */
export function FreshnessLine({ before = '' }: FreshnessLineProps) {
  const freshness = useScreenStatus((status) => status.freshness)
  const problem = useScreenStatus((status) => status.problem)
  const problemSources = useScreenStatus((status) => status.problemSources.join(' ')).split(' ')
  const zone = useSiteZone()
  const since = useScreenStatus(({ problemSince, ...status }) =>
    problemSince === undefined ? undefined : formatTime(timeOfInstant(status, problemSince), zone),
  )
  const age = useScreenStatus(({ confirmedAt, serverNow }) =>
    confirmedAt === undefined ? undefined : formatAge(serverNow - confirmedAt),
  )
  if (freshness === 'live')
    return (
      <p className={styles.fresh} role="status" aria-live="off">
        <span aria-hidden="true">●</span> {before}
        {deskFrame.live(age ?? '–')}
      </p>
    )
  return (
    <p className={styles.problem} role="status">
      {freshness === 'ageing' ? '◔' : '▲'} {before}
      {problemText({ problem, problemSources }, since)}
      {age !== undefined && deskFrame.dataAge(age)}
    </p>
  )
}
