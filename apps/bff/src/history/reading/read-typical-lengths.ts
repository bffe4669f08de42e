import { addLengths, typicalLength, type LengthCounts, type LengthKind } from '@wallboard/history'
import { DataSource } from '@wallboard/five9/identifiers'
import {
  noTypicalLengths,
  typicalLengthDays,
  type TypicalLengths,
} from '@wallboard/relay/rest/typical-lengths'
import type { FeedName, HistoryStore } from '../store/history-store.ts'

const dayMs = 86_400_000
/** A month changes little in ten minutes, and adding it up takes long. */
const reuseForMs = 600_000

/** All lengths of a month, by what they are of. */
interface MonthLengths {
  readonly until: number
  readonly afterCall: ReadonlyMap<string, LengthCounts>
  readonly onCall: ReadonlyMap<string, LengthCounts>
  readonly reasons: ReadonlyMap<string, LengthCounts>
}

/** Reads how long states of agents usually are; it keeps a month of each feed for ten minutes. */
export interface TypicalLengthsReader {
  /**
   * @param agentIds the agents whom the caller may see: no length of another one is in the result
   * @param pause lets other work of the thread run between two days
   * @throws StorageError when the files cannot be read
   */
  readonly read: (
    store: HistoryStore,
    name: FeedName,
    agentIds: readonly string[],
    pause: () => Promise<void>,
  ) => Promise<TypicalLengths>
}

type Quantiles = readonly [id: string, count: number, p95: number, p99: number]

function quantilesOf(id: string, counts: LengthCounts | undefined): Quantiles[] {
  const usual = counts && typicalLength(counts)
  return usual === undefined ? [] : [[id, usual.count, usual.p95, usual.p99]]
}

export function createTypicalLengthsReader(): TypicalLengthsReader {
  const months = new WeakMap<HistoryStore, Map<number, MonthLengths>>()

  async function readMonth(
    store: HistoryStore,
    feed: number,
    until: number,
    pause: () => Promise<void>,
  ): Promise<MonthLengths> {
    const known = months.get(store)?.get(feed)
    if (known !== undefined && Math.abs(until - known.until) < reuseForMs) return known
    const byKind: Readonly<Record<LengthKind, Map<string, Map<number, number>>>> = {
      ...{ 'after-call': new Map(), 'on-call': new Map(), reason: new Map() },
    }
    const lastDay = Math.floor(until / dayMs)
    for (let day = lastDay - typicalLengthDays + 1; day <= lastDay; day += 1) {
      for (const { kind, id, counts } of await store.lengths(feed, day, day)) {
        const ofKind = byKind[kind]
        const sum = ofKind.get(id) ?? new Map<number, number>()
        addLengths(sum, counts)
        ofKind.set(id, sum)
      }
      await pause()
    }
    const month = {
      until,
      afterCall: byKind['after-call'],
      onCall: byKind['on-call'],
      reasons: byKind.reason,
    }
    const ofStore = months.get(store) ?? new Map<number, MonthLengths>()
    months.set(store, ofStore.set(feed, month))
    return month
  }

  return {
    async read(store, name, agentIds, pause) {
      const feed = await store.findFeed(name)
      const until =
        feed === undefined ? undefined : (await store.coveredUntil(feed)).get(DataSource.AgentState)
      if (feed === undefined || until === undefined) return noTypicalLengths
      const { afterCall, onCall, reasons } = await readMonth(store, feed, until, pause)
      const team = new Map<number, number>()
      for (const id of agentIds) addLengths(team, afterCall.get(id) ?? new Map<number, number>())
      return {
        until,
        afterCall: agentIds.flatMap((id) => quantilesOf(id, afterCall.get(id))),
        teamAfterCall: typicalLength(team) ?? null,
        onCall: agentIds.flatMap((id) => quantilesOf(id, onCall.get(id))),
        reasons: [...reasons].flatMap(([id, counts]) => quantilesOf(id, counts)),
      }
    },
  }
}
