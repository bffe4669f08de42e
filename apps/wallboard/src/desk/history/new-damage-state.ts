import type { HistoryCoverage, HistoryState } from '@wallboard/relay/rest/history'

/**
 * Whether a data source of an instant turned out to be damaged, while the coverage that was read before has it as live:
 * reading found the damage.
 */
export const hasNewDamage = (
  sources: HistoryState['sources'],
  coverage: Pick<HistoryCoverage, 'sources'> | undefined,
  at: number,
): boolean =>
  sources.some(
    ({ dataSource, coverage: span }) =>
      span?.kind === 'damaged' &&
      coverage?.sources
        .find((source) => source.dataSource === dataSource)
        ?.spans.some(({ kind, startsAt, endsAt }) => kind === 'live' && startsAt <= at && at < endsAt) ===
        true,
  )
