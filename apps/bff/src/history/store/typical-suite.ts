import { noCampaignFlow, noQueueFlow } from '@wallboard/history'
import { describe, expect, it } from 'vitest'
import { dayMs, noon, openingStores, serviceFeed, type OpenStore } from './history-store-fixture.ts'

/** How every history store keeps what typical lengths and forecasts are made of. */
export function describeTypical(name: string, open: OpenStore): void {
  const { fresh, close } = openingStores(open)

  describe(`lengths and calls of ${name}`, () => {
    it('adds lengths of states to their day, also after a restart, and removes them with the minutes', async (context) => {
      const tested = await fresh(context)
      const feed = await tested.store.feedId(serviceFeed)
      const today = Math.floor(noon / dayMs)
      const counted = (day: number, id: string, ...counts: readonly (readonly [number, number])[]) => ({
        ...{ day, kind: 'after-call' as const, id, counts: new Map(counts) },
      })
      const batch = { segments: [], coverage: [], minutes: new Map(), calls: new Map(), names: [] }
      await tested.store.write(feed, { ...batch, lengths: [counted(today, '7', [45, 1], [60, 2])] })
      await close(tested.store)
      const store = tested.reopen()
      await store.write(feed, {
        ...batch,
        lengths: [counted(today, '7', [60, 1]), counted(today, '8', [9, 1]), counted(today - 1, '7', [3, 1])],
      })
      const read = async (from: number, to: number) =>
        (await store.lengths(feed, from, to)).map(({ day, id, counts }) => [day - today, id, ...counts])
      expect(await read(today - 1, today)).toEqual([
        [-1, '7', [3, 1]],
        [0, '7', [45, 1], [60, 3]],
        [0, '8', [9, 1]],
      ])
      expect(await read(today + 1, today + 9)).toEqual([])
      expect(await store.lengths(feed + 1, today, today)).toEqual([])
      await store.removeAggregatesBefore({ minutes: noon, others: 0 })
      expect(await read(today - 1, today)).toEqual([
        [0, '7', [45, 1], [60, 3]],
        [0, '8', [9, 1]],
      ])
      await store.close()
    })

    it('gives the calls of campaigns by quarter of an hour', async (context) => {
      const { store } = await fresh(context)
      const feed = await store.feedId(serviceFeed)
      const batch = { segments: [], coverage: [], minutes: new Map(), calls: new Map(), names: [] }
      const flows = (startsAt: number, arrivals: number, falls = 0) => ({
        queues: new Map(),
        campaigns: new Map([[startsAt, new Map([['c', { ...noCampaignFlow, arrivals, falls }]])]]),
      })
      await store.write(feed, { ...batch, flows: flows(noon, 3) })
      await store.write(feed, { ...batch, flows: flows(noon, 2) })
      await store.write(feed, { ...batch, flows: flows(noon + 900_000, 1, 1) })
      expect(await store.campaignCalls(feed, noon, noon + 1_800_000)).toEqual([
        { id: 'c', startsAt: noon, arrivals: 5, falls: 0 },
        { id: 'c', startsAt: noon + 900_000, arrivals: 1, falls: 1 },
      ])
      expect(await store.campaignCalls(feed, noon + 1, noon + 900_000)).toEqual([])
    })

    it('adds the calls of queues in a span of quarters of an hour', async (context) => {
      const { store } = await fresh(context)
      const feed = await store.feedId(serviceFeed)
      const batch = { segments: [], coverage: [], minutes: new Map(), calls: new Map(), names: [] }
      const flows = (startsAt: number, answers: number) => ({
        queues: new Map([[startsAt, new Map([['q', { ...noQueueFlow, answers, waitingMs: 0.5 }]])]]),
        campaigns: new Map(),
      })
      for (const startsAt of [noon, noon, noon + 900_000, noon + 1_800_000])
        await store.write(feed, { ...batch, flows: flows(startsAt, 2) })
      const { queues, campaigns } = await store.flows(feed, noon, noon + 1_800_000)
      expect(queues).toEqual(new Map([['q', { ...noQueueFlow, answers: 6, waitingMs: 1.5 }]]))
      expect(campaigns).toEqual(new Map())
    })
  })
}
