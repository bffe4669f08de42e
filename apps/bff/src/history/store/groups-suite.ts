import { noTime, queueBucketOf } from '@wallboard/history'
import { describe, expect, it } from 'vitest'
import {
  dayMs,
  noon,
  openingStores,
  recordMinutes,
  serviceFeed,
  type OpenStore,
} from './history-store-fixture.ts'

const utc = { timeZone: 'UTC', startMinute: 0 }

/** How every history store folds groups of queues and the demo's past. */
export function describeGroups(name: string, open: OpenStore): void {
  const { fresh } = openingStores(open)

  describe(`groups and the filled past of ${name}`, () => {
    it('has the half-hours of groups of queues, before and after they are folded, and without the minutes', async (context) => {
      const { store } = await fresh(context)
      const feed = await recordMinutes(store, noon, 1_810, 905)
      const [startsAt, batch] = [
        noon,
        { segments: [], coverage: [], names: [], calls: new Map<number, number>() },
      ]
      const steady = (minute: number) =>
        queueBucketOf(startsAt + minute * 60_000, 60_000, (metric) =>
          metric === 'callsInQueue' ? { knownMs: 60_000, area: 600_000, max: 10, min: 10 } : noTime,
        )
      const minutes = new Map([['2', Array.from({ length: 30 }, (_, minute) => steady(minute))]])
      await store.write(feed, { ...batch, minutes })
      const read = () => store.groupSlots(feed, ['2', '1'], ['2026-11-26'], utc)
      const slot = (await read()).find(({ halfHour }) => halfHour === 24)
      expect(slot).toMatchObject({ halfHour: 24, liveMs: 1_800_000 })
      expect(slot?.figures.callsInQueue).toEqual({ q25: 474.5, q50: 909.5, q75: 1_344.5 })
      await store.requestGroups(feed, [['1', '2']], noon)
      await store.requestGroups(feed, [['2', '1', '1']], noon + 1)
      for (let flush = 0; flush < 3; flush += 1) await store.foldSlots(feed, noon + 1_810_000, utc)
      await store.removeAggregatesBefore({ minutes: noon + dayMs, others: 0 })
      await store.foldSlots(feed, noon + dayMs + 1_810_000, utc)
      expect(await read()).toEqual([slot])
    })

    it('fills planned days part by part, with the half-hours that ended', async (context) => {
      const { store } = await fresh(context)
      const feed = await store.feedId(serviceFeed)
      const day = { startsAt: noon, endsAt: noon + dayMs, until: noon, updatedAt: 1 }
      await store.planFilling(feed, [{ ...day, startsAt: noon - dayMs, endsAt: noon }, day])
      await store.planFilling(feed, [{ ...day, updatedAt: 2 }])
      expect((await store.fillingDays(feed)).map(({ startsAt }) => startsAt)).toEqual([noon, noon - dayMs])
      const batch = { segments: [], coverage: [], names: [], calls: new Map<number, number>() }
      const part = (from: number) =>
        queueBucketOf(from, 60_000, () => ({ knownMs: 60_000, area: 60_000, max: 1, min: 1 }))
      const minutes = new Map([
        ['1', Array.from({ length: 31 }, (_, minute) => part(noon + minute * 60_000))],
      ])
      const until = noon + 31 * 60_000
      await store.writeFilling(feed, { ...batch, minutes }, { day: { ...day, until }, dayRule: utc })
      expect((await store.fillingDays(feed))[0]?.until).toBe(until)
      expect(await store.slots(feed, '1', ['2026-11-26'])).toMatchObject([
        { halfHour: 24, liveMs: 1_800_000 },
      ])
    })
  })
}
