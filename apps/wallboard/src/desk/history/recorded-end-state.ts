import type { HistoryCoverage } from '@wallboard/relay/rest/history'

/** The recorder writes its sources one after the other: their ends differ by some milliseconds. */
const togetherMs = 1_000

/**
 * The end of the recording of all these data sources, where their recordings end together; else the end of the one that is
 * longest. Where the day of `sources` has no spans, as that of a page that is opened before anything of the new day is
 * recorded, the recordings are taken to end together.
 */
export function lastInstantOf(
  { from, to }: { readonly from: number; readonly to: number },
  sources: HistoryCoverage['sources'],
  dataSources: readonly string[],
): number {
  const ends = sources.flatMap(({ dataSource, spans }) =>
    dataSources.includes(dataSource) ? (spans[spans.length - 1]?.endsAt ?? []) : [],
  )
  if (ends.length === 0) return Math.max(from, to - togetherMs)
  const end = Math.min(to, ...ends.filter((at) => at > to - togetherMs))
  return Math.max(from, end - 1)
}
