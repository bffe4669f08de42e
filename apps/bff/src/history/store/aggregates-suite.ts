import { bucketStart } from '@wallboard/history'
import { describe, expect, it } from 'vitest'
import { dayMs, noon, openingStores, recordMinutes, type OpenStore } from './history-store-fixture.ts'

const utc = { timeZone: 'UTC', startMinute: 0 }

/** How the aggregates of every history store behave, whatever it is made of. */
export function describeAggregates(name: string, open: OpenStore): void {
  const { fresh, close } = openingStores(open)

  describe(`aggregates of ${name}`, () => {
    it('adds live time to the minute and the quarter of an hour that it belongs to', async (context) => {
      const { store } = await fresh(context)
      const feed = await recordMinutes(store, noon)
      const minutes = await store.buckets(feed, '1', 'minute', noon, noon + dayMs)
      expect(minutes.map(({ startsAt, liveMs }) => [startsAt, liveMs])).toEqual([
        [noon, 60_000],
        [noon + 60_000, 30_000],
      ])
      // Second n shows n calls for a second: 0 + 1 + … + 59 calls × seconds.
      expect(minutes[0]?.figures.callsInQueue).toEqual({ knownMs: 60_000, area: 1_770_000, max: 59, min: 0 })
      expect(minutes[0]?.figures.emailsInQueue).toEqual({
        ...{ knownMs: 0, area: 0, max: undefined, min: undefined },
      })
      const quarters = await store.buckets(feed, '1', 'quarter', noon, noon + dayMs)
      expect(quarters.map(({ startsAt, liveMs }) => [startsAt, liveMs])).toEqual([
        [bucketStart('quarter', noon), 90_000],
      ])
    })

    it('folds the half-hours that ended into quantiles of their minutes, once and for all', async (context) => {
      const { store } = await fresh(context)
      const feed = await recordMinutes(store, noon, 1_810, 905)
      const slotsOf = (subject: string) => store.slots(feed, subject, ['2026-11-25', '2026-11-26'])
      await store.foldSlots(feed, noon + 1_799_000, utc)
      expect(await slotsOf('1')).toEqual([])
      await store.foldSlots(feed, noon + 1_810_000, utc)
      const [slot, ...others] = await slotsOf('1')
      expect(others).toEqual([])
      expect(slot).toMatchObject({
        ...{ date: '2026-11-26', halfHour: 24, liveMs: 1_800_000, lengthMs: 1_800_000 },
      })
      // The mean of minute n is 60 n + 29.5: the quartiles of 30 minutes are those of minutes 7.25, 14.5 and 21.75.
      expect(slot?.figures.callsInQueue).toEqual({ q25: 464.5, q50: 899.5, q75: 1_334.5 })
      expect((await slotsOf('floor'))[0]?.figures).toEqual(slot?.figures)
      await store.foldSlots(feed, noon + 1_810_000, utc)
      expect(await slotsOf('1')).toEqual([slot])
    })

    it('folds all minutes again by another time zone or start of a day', async (context) => {
      const tested = await fresh(context)
      const feed = await recordMinutes(tested.store, noon, 1_810, 905)
      await tested.store.foldSlots(feed, noon + 1_810_000, utc)
      await close(tested.store)
      for (const [rule, expected] of [
        [
          { timeZone: 'Asia/Tokyo', startMinute: 0 },
          { date: '2026-11-26', halfHour: 42 },
        ],
        [
          { timeZone: 'Asia/Tokyo', startMinute: 22 * 60 },
          { date: '2026-11-25', halfHour: 42 },
        ],
      ] as const) {
        const store = tested.reopen()
        await store.foldSlots(feed, noon + 1_810_000, rule)
        const slots = await store.slots(feed, '1', ['2026-11-25', '2026-11-26'])
        expect(slots.map(({ date, halfHour }) => ({ date, halfHour }))).toEqual([expected])
        await store.close()
      }
    })

    it('adds calls to their quarter of an hour, and sums them in the half-hours of the floor', async (context) => {
      const { store } = await fresh(context)
      const feed = await recordMinutes(store, noon, 1_810, 905)
      const batch = { segments: [], coverage: [], minutes: new Map(), names: [] }
      await store.write(feed, { ...batch, calls: new Map([[noon, 3]]) })
      const second = new Map([
        [noon, 4],
        [noon + 900_000, 5],
        [noon + 1_800_000, 6],
      ])
      await store.write(feed, { ...batch, calls: second })
      await store.foldSlots(feed, noon + 1_810_000, utc)
      expect((await store.slots(feed, 'floor', ['2026-11-26']))[0]?.calls).toBe(12)
      expect((await store.slots(feed, '1', ['2026-11-26']))[0]?.calls).toBeUndefined()
    })

    it('removes minutes earlier than quarters and half-hours', async (context) => {
      const { store } = await fresh(context)
      const feed = await recordMinutes(store, noon, 1_810, 905)
      await store.foldSlots(feed, noon + 1_810_000, utc)
      await store.removeAggregatesBefore({ minutes: noon + 1_800_000, others: noon })
      expect(await store.buckets(feed, '1', 'minute', 0, noon + dayMs)).toHaveLength(1)
      expect(await store.buckets(feed, '1', 'quarter', 0, noon + dayMs)).toHaveLength(3)
      expect(await store.slots(feed, '1', ['2026-11-26'])).toHaveLength(1)
      await store.removeAggregatesBefore({ minutes: noon + dayMs, others: noon + dayMs })
      expect(await store.buckets(feed, '1', 'quarter', 0, noon + dayMs)).toEqual([])
      expect(await store.slots(feed, '1', ['2026-11-26'])).toEqual([])
    })
  })
}
