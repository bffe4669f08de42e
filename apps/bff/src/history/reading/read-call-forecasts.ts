import { DataSource } from '@wallboard/five9/identifiers'
import {
  countedUntil,
  datesOfWeekdayBefore,
  forecastDay,
  liveDayOf,
  spanOfDay,
  dateOf,
  type CallsByQuarter,
  type DayRule,
  type DayForecast,
  type LiveDay,
} from '@wallboard/history'
import type { CallForecast } from '@wallboard/statistics/estimates'
import type { FeedName, HistoryStore } from '../store/history-store.ts'

/** What is usual for one inbound campaign on a day, or why that is not known. */
export interface CampaignForecast {
  readonly id: string
  /** Undefined with fewer than four weeks of every half-hour, and where the counters cover a rolling hour. */
  readonly forecast: CallForecast | undefined
  /** The most weeks that a half-hour of the day is known of. */
  readonly weeksKnown: number
  readonly isRolling: boolean
}

export interface CallForecasts {
  /** A local date, such as `2026-11-26`. */
  readonly day: string
  /** The day is left out of what is usual: it has no forecast. */
  readonly isLeftOut: boolean
  readonly campaigns: readonly CampaignForecast[]
}

export interface CallForecastsRequest {
  readonly day: string
  readonly dayRule: DayRule
  /** Dates that are left out. */
  readonly holidays: readonly string[]
  /** Campaigns without any recorded call are left out. Null: all others. */
  readonly campaignIds: readonly string[] | null
}

/** Reads forecasts; what past weeks say of a day is read once. */
export interface CallForecastsReader {
  /**
   * @param pause lets other work of the thread run between two days
   * @throws StorageError when the files cannot be read
   */
  readonly read: (
    store: Pick<HistoryStore, 'findFeed' | 'coverage' | 'campaignCalls' | 'coveredUntil'>,
    name: FeedName,
    request: CallForecastsRequest,
    pause: () => Promise<void>,
  ) => Promise<CallForecasts>
}

type Store = Parameters<CallForecastsReader['read']>[0]

/** Calls of campaigns are kept for ten weeks. */
const weeksRead = 10
const noCalls: CallsByQuarter = new Map()

/** A day with the calls of each campaign. */
interface CountedDay {
  readonly live: LiveDay
  readonly calls: ReadonlyMap<string, CallsByQuarter>
  readonly rolling: ReadonlySet<string>
}

async function readDay(store: Store, feed: number, date: string, dayRule: DayRule): Promise<CountedDay> {
  const { startsAt, endsAt } = spanOfDay(date, dayRule)
  const spans = await store.coverage(feed, DataSource.InboundCampaignStatistics, startsAt, endsAt)
  const calls = new Map<string, Map<number, number>>()
  const rolling = new Set<string>()
  for (const row of await store.campaignCalls(feed, startsAt, endsAt)) {
    const ofCampaign = calls.get(row.id) ?? new Map<number, number>()
    calls.set(row.id, ofCampaign.set(row.startsAt, row.arrivals))
    if (row.falls > 0) rolling.add(row.id)
  }
  const live = liveDayOf(
    date,
    dayRule,
    spans.filter(({ kind }) => kind === 'live'),
  )
  return { live, calls, rolling }
}

/** What past weeks say of the half-hours of a day. */
interface UsualDay {
  readonly ids: ReadonlySet<string>
  readonly forecastOf: (id: string) => DayForecast
  readonly isRolling: (id: string) => boolean
}

async function readUsualDay(
  store: Store,
  feed: number,
  date: string,
  { dayRule, holidays }: CallForecastsRequest,
  pause: () => Promise<void>,
): Promise<UsualDay> {
  const day = liveDayOf(date, dayRule, [])
  const left = new Set(holidays)
  const past: CountedDay[] = []
  const dates = left.has(date) ? [] : datesOfWeekdayBefore(date, weeksRead)
  for (const each of dates.filter((other) => !left.has(other))) {
    past.push(await readDay(store, feed, each, dayRule))
    await pause()
  }
  const byDay = new Map(past.map((each) => [each.live, each]))
  const known = new Map<string, DayForecast>()
  return {
    ids: new Set(past.flatMap(({ calls }) => [...calls.keys()])),
    isRolling: (id) => past.some(({ rolling }) => rolling.has(id)),
    forecastOf(id) {
      const found =
        known.get(id) ??
        forecastDay(
          day,
          past.map(({ live }) => live),
          (each) => byDay.get(each)?.calls.get(id) ?? noCalls,
        )
      known.set(id, found)
      return found
    },
  }
}

function dayBefore(date: string, dayRule: DayRule): string {
  return dateOf(spanOfDay(date, dayRule).startsAt - 1, dayRule)
}

/** Today, yesterday, and a day that a rule is tried on, of two feeds. */
const maxUsualDays = 8
/** Days may have been marked as damaged, or filled in, meanwhile. */
const reuseForMs = 900_000

interface KnownDay {
  /** The end of the recording when it was read. */
  readonly until: number
  readonly usual: UsualDay
}

export function createCallForecastsReader(): CallForecastsReader {
  const usualDays = new WeakMap<Store, Map<string, KnownDay>>()

  async function usualDay(
    store: Store,
    feed: number,
    date: string,
    until: number,
    request: CallForecastsRequest,
    pause: () => Promise<void>,
  ): Promise<UsualDay> {
    const ofStore = usualDays.get(store) ?? new Map<string, KnownDay>()
    usualDays.set(store, ofStore)
    const key = JSON.stringify([feed, date, request.dayRule, request.holidays])
    const found = ofStore.get(key)
    if (found !== undefined && Math.abs(until - found.until) < reuseForMs) return found.usual
    const usual = await readUsualDay(store, feed, date, request, pause)
    ofStore.delete(key)
    ofStore.set(key, { until, usual })
    const [oldest] = ofStore.keys()
    if (ofStore.size > maxUsualDays && oldest !== undefined) ofStore.delete(oldest)
    return usual
  }

  return {
    async read(store, name, request, pause) {
      const { day, dayRule, holidays, campaignIds } = request
      const feed = await store.findFeed(name)
      const until =
        feed === undefined
          ? undefined
          : (await store.coveredUntil(feed)).get(DataSource.InboundCampaignStatistics)
      const isLeftOut = holidays.includes(day)
      if (feed === undefined || until === undefined || isLeftOut) return { day, isLeftOut, campaigns: [] }
      const usual = await usualDay(store, feed, day, until, request, pause)
      const before = await usualDay(store, feed, dayBefore(day, dayRule), until, request, pause)
      const today = await readDay(store, feed, day, dayRule)

      const counted = new Set([...usual.ids, ...today.calls.keys()])
      const ids = (campaignIds ?? [...counted]).filter((id) => counted.has(id))
      const campaigns = ids.map((id): CampaignForecast => {
        const { slots, callsPerDay, variation, weeks } = usual.forecastOf(id)
        const isRolling = usual.isRolling(id) || today.rolling.has(id)
        const isKnown = !isRolling && slots.some(({ calls }) => calls !== null)
        return {
          ...{ id, weeksKnown: weeks, isRolling },
          forecast: isKnown
            ? {
                ...{ slots: [...before.forecastOf(id).slots, ...slots], callsPerDay, variation },
                counted: countedUntil(today.live, slots, today.calls.get(id) ?? noCalls, until),
              }
            : undefined,
        }
      })
      return { day, isLeftOut, campaigns }
    },
  }
}
