import { isTotalsId, readNumber, type Change, type Row } from '@wallboard/statistics'
import { counterIncrease } from '../aggregates/counter.ts'
import type { CampaignFlow } from './flow.ts'

/** What each counter counts. */
const counters = [
  ['totalCallsCount', 'arrivals'],
  ['connectedCallsCount', 'answers'],
  ['abandonedCallsCount', 'abandons'],
  ['finishedInIVRSuccessCallsCount', 'ended'],
  ['finishedInIVRErrorCallsCount', 'ended'],
  ['rejectedCallsCount', 'ended'],
] as const
type Counter = (typeof counters)[number][0]
type Counted = (typeof counters)[number][1]

/** Folds the changes of INBOUND_CAMPAIGN_STATISTICS into what its counters grew by. */
export interface CampaignCounters {
  /** Applies one change. While the source is not live, rows are only noted: growth in a gap has no instant. */
  readonly changed: (change: Change, isLive: boolean) => ReadonlyMap<string, Partial<CampaignFlow>>
}

/** A counter that falls was reset, unless most of it is still there: then calls leave a rolling hour. */
const isRollingFall = (before: number, after: number): boolean => after < before && after > before / 2

export function createCampaignCounters(): CampaignCounters {
  const readings = new Map<string, Partial<Record<Counter, number>>>()

  function read(row: Row): Partial<CampaignFlow> {
    const before = readings.get(row.id) ?? {}
    const after: Partial<Record<Counter, number>> = { ...before }
    const growth: Partial<Record<Counted, number>> = {}
    let falls = 0
    for (const [counter, counted] of counters) {
      const value = readNumber(row, counter)
      if (value === undefined) continue
      const known = before[counter]
      after[counter] = value
      if (known === undefined || known === value) continue
      if (isRollingFall(known, value)) falls += 1
      else growth[counted] = (growth[counted] ?? 0) + counterIncrease(known, value)
    }
    readings.set(row.id, after)
    return { ...growth, ...(falls === 0 ? {} : { falls }) }
  }

  return {
    changed({ added, updated, removed }, isLive) {
      const present = new Set(added.map(({ id }) => id))
      for (const id of removed) if (!present.has(id)) readings.delete(id)
      const grown = [...added, ...updated]
        .filter(({ id }) => !isTotalsId(id))
        .map((row): readonly [string, Partial<CampaignFlow>] => [row.id, read(row)])
      return new Map(isLive ? grown.filter(([, growth]) => Object.keys(growth).length > 0) : [])
    },
  }
}
