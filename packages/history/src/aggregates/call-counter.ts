import { DataSource } from '@wallboard/five9/identifiers'
import { readNumber, type Change } from '@wallboard/statistics'
import { bucketStart } from './bucket.ts'
import { counterIncrease } from './counter.ts'

/** The data source of the counters: each inbound campaign counts its calls since its day began. */
export const callsSource = DataSource.InboundCampaignStatistics

/** Counts the calls that arrive at all inbound campaigns, by quarter of an hour, over live time only. */
export interface CallCounter {
  /** @param at epoch milliseconds, which do not decrease */
  readonly changed: (at: number, changes: readonly Change[]) => void
  /** Whether the counters are live: what they grow by while they are not is counted nowhere. */
  readonly setLive: (isLive: boolean) => void
  /** The calls since the last call of this, by the start of the quarter of an hour. */
  readonly take: () => ReadonlyMap<number, number>
}

export function createCallCounter(): CallCounter {
  const totals = new Map<string, number>()
  let counted = new Map<number, number>()
  let isLive = false

  function read(at: number, id: string, total: number | undefined): void {
    if (total === undefined) return
    const before = totals.get(id)
    totals.set(id, total)
    if (!isLive || before === undefined) return
    const quarter = bucketStart('quarter', at)
    counted.set(quarter, (counted.get(quarter) ?? 0) + counterIncrease(before, total))
  }

  return {
    changed(at, changes) {
      for (const { dataSource, added, updated, removed } of changes) {
        if (dataSource !== callsSource) continue
        for (const id of removed) totals.delete(id)
        for (const row of [...added, ...updated]) read(at, row.id, readNumber(row, 'totalCallsCount'))
      }
    },
    setLive(live) {
      isLive = live
    },
    take() {
      const taken = counted
      counted = new Map()
      return taken
    },
  }
}
