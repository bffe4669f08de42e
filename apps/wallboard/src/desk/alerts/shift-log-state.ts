import type { AlertShift, PastAlert } from '@wallboard/relay/rest/alerts'
import type { DayPoint } from '@wallboard/relay/rest/history-day'

const halfHourMs = 1_800_000

/** What happened in half an hour of a shift. */
export interface HalfHour {
  readonly at: number
  /** Alerts that fired. */
  readonly fired: number
  /** Calls that waited: the mean of the buckets, and the highest of them; undefined where nothing was recorded. */
  readonly waiting: number | undefined
  readonly peakWaiting: number | undefined
}

/** The half-hours of a shift up to its end or `now`, from the start of the shift. */
export function halfHoursOf(
  { from, to, alerts }: Pick<AlertShift, 'from' | 'to' | 'alerts'>,
  points: readonly DayPoint[],
): readonly HalfHour[] {
  const count = Math.max(1, Math.ceil((to - from) / halfHourMs))
  return Array.from({ length: count }, (_, index) => {
    const at = from + index * halfHourMs
    const isIn = (instant: number) => instant >= at && instant < Math.min(at + halfHourMs, to)
    const values = points.flatMap(([start, value]) => (isIn(start) ? [value] : []))
    return {
      at,
      fired: alerts.filter(({ firedAt }) => isIn(firedAt)).length,
      waiting:
        values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length,
      peakWaiting: values.length === 0 ? undefined : Math.max(...values),
    }
  })
}

/** How much a reader of the printed page misses without the alert: critical and unacknowledged most. */
const weightOf = ({ level, acknowledgedAt }: PastAlert): number =>
  (level === 'critical' ? 2 : 0) + (acknowledgedAt === null ? 1 : 0)

const lengthOf = ({ firedAt, endedAt }: PastAlert): number => (endedAt ?? Infinity) - firedAt

/** The ids of the alerts that fit on the printed page: critical and unacknowledged ones first, then the longest. */
export function printedAlerts(alerts: readonly PastAlert[], max: number): ReadonlySet<string> {
  const byWeight = [...alerts].sort((a, b) => weightOf(b) - weightOf(a) || compareLength(a, b))
  return new Set(byWeight.slice(0, max).map(({ id }) => id))
}

/** Longer ones first; those that have not ended are equal. */
function compareLength(a: PastAlert, b: PastAlert): number {
  const [first, second] = [lengthOf(a), lengthOf(b)]
  return first === second ? 0 : second - first
}

/** What is recorded of a source in a shift. */
export interface ShiftRecord {
  /** How much of the shift had live data, from 0 to 1; undefined where nothing is recorded. */
  readonly live: number | undefined
  /** For how long there is no record. */
  readonly unknownMs: number
}

/** What is recorded of a data source in a shift: time without a record is not live. */
export function recordedShareOf(recorded: AlertShift['recorded'], source: string): ShiftRecord {
  const share = recorded.find(({ dataSource }) => dataSource === source)
  if (share === undefined) return { live: undefined, unknownMs: 0 }
  const { liveMs, knownMs, unknownMs } = share
  return { live: liveMs / (knownMs + unknownMs), unknownMs }
}
