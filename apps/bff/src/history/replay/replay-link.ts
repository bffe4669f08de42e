import type { Link } from '@wallboard/relay'
import type { CoverageSpan } from '@wallboard/relay/coverage'
import type { RecordedNames } from '../recording/recorded-names.ts'

type Coverage = ReadonlyMap<string, readonly CoverageSpan[]>

/** The span to which an instant belongs; the last instant of what is read belongs to the span that ends there. */
const spanAt = (spans: readonly CoverageSpan[], at: number): CoverageSpan | undefined =>
  spans.find(({ startsAt, endsAt }) => startsAt <= at && at < endsAt) ??
  spans.find(({ startsAt, endsAt }) => startsAt <= at && at <= endsAt)

/**
 * The link to Five9 as it was at an instant of a replay: up, and with the data sources that were not recorded live as
 * unconfirmed, since their gap began.
 */
export function linkAt(run: {
  readonly at: number
  readonly startedAt: number
  readonly coverage: Coverage
  readonly names: RecordedNames | undefined
}): Link {
  const { at, startedAt, coverage, names } = run
  const unconfirmed = [...coverage].flatMap(([dataSource, spans]) => {
    const span = spanAt(spans, at)
    return span?.kind === 'live' ? [] : [{ dataSource, confirmedAt: span?.startsAt ?? null }]
  })
  return {
    ...{ state: 'up', since: startedAt, reason: null, confirmedAt: at, unconfirmed, unreadLists: [] },
    domainOffsetMs: names?.domainOffsetMs ?? 0,
  }
}

/** The known coverage and what was read, without what ended before `at`. */
export function spansFrom(
  at: number,
  known: Coverage,
  read: readonly { readonly dataSource: string; readonly spans: readonly CoverageSpan[] }[],
): Coverage {
  const spans = new Map(known)
  for (const { dataSource, spans: more } of read)
    spans.set(
      dataSource,
      [...(known.get(dataSource) ?? []), ...more].filter(({ endsAt }) => endsAt >= at),
    )
  return spans
}
