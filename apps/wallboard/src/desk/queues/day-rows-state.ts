import type { DayPoint } from '@wallboard/relay/rest/history-day'

/** The figure of a day as it is drawn: null where no live data was recorded. Instants are epoch milliseconds. */
export interface DayValue {
  readonly at: number
  readonly value: number | null
}

/**
 * The rows of a day's chart: one at the start of each bucket with live data, and null where such buckets end. `now` is
 * appended as the present value; undefined where it is not live.
 */
export function dayRows(
  points: readonly DayPoint[],
  bucketMs: number,
  now: { readonly at: number; readonly value: number | undefined },
): readonly DayValue[] {
  const rows: DayValue[] = []
  let liveUntil: number | undefined
  for (const [at, value] of points) {
    if (at >= now.at) break
    if (liveUntil !== undefined && at > liveUntil) rows.push({ at: liveUntil, value: null })
    rows.push({ at, value })
    liveUntil = at + bucketMs
  }
  // The recorder lags by a few seconds: its last bucket holds until now.
  if (liveUntil !== undefined && liveUntil + bucketMs < now.at) rows.push({ at: liveUntil, value: null })
  return now.value === undefined ? rows : [...rows, { at: now.at, value: now.value }]
}
