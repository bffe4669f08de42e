import { median, minWeeks } from '@wallboard/history'
import type { WindowFigures } from './window-figures.ts'

/** What is usual for a window, and what it is made of. */
export type Baseline =
  | { readonly basis: 'weeks' | 'hour-before'; readonly weeks: number; readonly figures: WindowFigures }
  | { readonly basis: 'none'; readonly weeks: number }

const medianOf = (
  weeks: readonly WindowFigures[],
  of: (figures: WindowFigures) => number | undefined,
): number | undefined => {
  const values = weeks.flatMap((figures) => of(figures) ?? [])
  return values.length < minWeeks ? undefined : median(values)
}

function medianFigures(weeks: readonly WindowFigures[]): WindowFigures | undefined {
  const [first] = weeks
  if (first === undefined || weeks.length < minWeeks) return undefined
  const reasons = new Set(weeks.flatMap(({ away }) => [...away.keys()]))
  const handleSeconds = medianOf(weeks, ({ handleTime }) => handleTime?.seconds)
  return {
    liveMs: first.liveMs,
    callRate: medianOf(weeks, ({ callRate }) => callRate) ?? 0,
    areCallsExact: weeks.every(({ areCallsExact }) => areCallsExact),
    abandonRate: medianOf(weeks, ({ abandonRate }) => abandonRate),
    staffed: medianOf(weeks, ({ staffed }) => staffed),
    loggedIn: medianOf(weeks, ({ loggedIn }) => loggedIn),
    // A reason that nobody gave in a week is 0 in that week.
    away: new Map(
      [...reasons].map((reason) => [reason, medianOf(weeks, ({ away }) => away.get(reason) ?? 0) ?? 0]),
    ),
    effectiveAgents: medianOf(weeks, ({ effectiveAgents }) => effectiveAgents),
    handleTime:
      handleSeconds === undefined
        ? undefined
        : {
            seconds: handleSeconds,
            calls: weeks.reduce((sum, { handleTime }) => sum + (handleTime?.calls ?? 0), 0),
          },
  }
}

/**
 * The medians of the same window in earlier weeks; with fewer than four of them the hour before.
 *
 * @param weeks the weeks that were recorded live for long enough
 */
export function baselineFigures(
  weeks: readonly WindowFigures[],
  hourBefore: WindowFigures | undefined,
): Baseline {
  const figures = medianFigures(weeks)
  if (figures !== undefined) return { basis: 'weeks', weeks: weeks.length, figures }
  if (hourBefore !== undefined) return { basis: 'hour-before', weeks: weeks.length, figures: hourBefore }
  return { basis: 'none', weeks: weeks.length }
}
