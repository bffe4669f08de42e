import type { CoverageSpan, GapSpan } from '@wallboard/relay/coverage'
import type { HistoryCoverage } from '@wallboard/relay/rest/history'
import { shareOf, type Range } from './day-range-state.ts'

/** A gap of one or more data sources. */
export interface Gap {
  readonly dataSources: readonly string[]
  readonly span: GapSpan
}

/** Gaps of the same kind and time are one gap of several data sources. */
export function joinedGaps(
  sources: readonly { readonly dataSource: string; readonly spans: readonly CoverageSpan[] }[],
): readonly Gap[] {
  const gaps = new Map<string, Gap>()
  for (const { dataSource, spans } of sources)
    for (const span of spans) {
      const { kind } = span
      if (kind === 'live') continue
      const key = `${kind} ${span.startsAt} ${span.endsAt}`
      gaps.set(key, {
        span: { ...span, kind },
        dataSources: [...(gaps.get(key)?.dataSources ?? []), dataSource],
      })
    }
  return [...gaps.values()]
}

/** A gap on the strip: where it starts and how wide it is, as shares of the strip. */
export interface StripGap {
  readonly gap: Gap
  readonly start: number
  readonly width: number
}

/** The gaps of a board's data sources that lie in the range of the strip. */
export function gapsOnStrip(
  coverage: HistoryCoverage,
  dataSources: readonly string[],
  range: Range,
): readonly StripGap[] {
  const shown = coverage.sources.filter(({ dataSource }) => dataSources.includes(dataSource))
  return joinedGaps(shown).flatMap((gap) => {
    const { startsAt, endsAt } = gap.span
    if (endsAt <= range.from || startsAt > range.to) return []
    const start = shareOf(startsAt, range)
    return [{ gap, start, width: shareOf(endsAt, range) - start }]
  })
}
