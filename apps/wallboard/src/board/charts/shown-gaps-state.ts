import type { ScreenGap } from '../../live/stores/gaps-state.ts'

/** A gap on a chart: where it starts and how wide it is, as shares of the chart, and its times and reason in words. */
export interface ChartGap {
  readonly kind: ScreenGap['kind']
  readonly start: number
  readonly width: number
  readonly startsAt: number
  readonly endsAt: number
}

/** The gaps of a chart that shows `[from, to]`, epoch milliseconds. */
export function gapsWithin(
  gaps: readonly ScreenGap[],
  { from, to }: { readonly from: number; readonly to: number },
): readonly ChartGap[] {
  const length = to - from
  return gaps.flatMap(({ kind, startsAt, endsAt }) => {
    const [start, end] = [Math.max(startsAt, from), Math.min(endsAt, to)]
    if (end <= start || length <= 0) return []
    return [{ kind, startsAt, endsAt, start: (start - from) / length, width: (end - start) / length }]
  })
}
