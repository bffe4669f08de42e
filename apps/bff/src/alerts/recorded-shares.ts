import type { CoverageSpan, RecordedShare } from '@wallboard/relay/coverage'

/** What is missing at the end of a span is not lost when it is this short: the recorder has not written it yet. */
const notWrittenMs = 60_000

/** For how long each data source was live in `[from, to)`, and for how long there is no record of it. */
export function recordedShares(
  sources: readonly { readonly dataSource: string; readonly spans: readonly CoverageSpan[] }[],
  from: number,
  to: number,
): readonly RecordedShare[] {
  return sources.flatMap(({ dataSource, spans }) => {
    let [liveMs, knownMs, end] = [0, 0, from]
    for (const { kind, startsAt, endsAt } of spans) {
      const ms = Math.min(endsAt, to) - Math.max(startsAt, from)
      if (ms <= 0) continue
      knownMs += ms
      end = Math.max(end, Math.min(endsAt, to))
      if (kind === 'live') liveMs += ms
    }
    const until = to - end < notWrittenMs ? end : to
    return knownMs === 0 ? [] : [{ dataSource, liveMs, knownMs, unknownMs: until - from - knownMs }]
  })
}
