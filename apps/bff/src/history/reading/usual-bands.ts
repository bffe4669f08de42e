import { dateOf, type DayRule } from '@wallboard/history'
import { bandFigures, type BandFigure, type HistoryBand } from '@wallboard/relay/rest/history'
import type { TrendBandReply } from '@wallboard/relay/rest/history-trends'
import type { QueueMetric } from '@wallboard/statistics'
import type { FeedName, HistoryStore } from '../store/history-store.ts'
import { readBand } from './read-band.ts'

/** When days start, and which are left out. */
export interface NormalDays {
  readonly dayRule: DayRule
  /** Dates without a band. */
  readonly holidays: readonly string[]
}

/** A metric of a queue, of several queues as one, or with null of the whole floor. */
export interface NormalBandSubject {
  readonly queues: readonly string[] | null
  /** As in `BandSubject`. */
  readonly seen?: readonly string[] | undefined
  readonly metric: QueueMetric
}

/** Reads what is usual for the figures of boards. A day of a figure is read once in ten minutes. */
export interface TrendBands {
  /**
   * What is usual in `[from, to]`, epoch milliseconds; undefined for a metric without a normal band.
   * @throws StorageError when the files cannot be read
   */
  readonly between: (
    recording: { readonly store: HistoryStore; readonly name: FeedName },
    subject: NormalBandSubject,
    span: { readonly from: number; readonly to: number; readonly now: number },
    days: NormalDays,
  ) => Promise<TrendBandReply | undefined>
}

const halfHourMs = 1_800_000
const keptForMs = 600_000
const maxDays = 2_000

const figureOf = (metric: QueueMetric): BandFigure | undefined =>
  bandFigures.find((figure) => figure === metric)

/** The dates of a span. */
function datesOf(from: number, to: number, dayRule: DayRule): readonly string[] {
  const dates = new Set([dateOf(to, dayRule)])
  for (let at = from; at < to; at += 12 * 2 * halfHourMs) dates.add(dateOf(at, dayRule))
  return [...dates].sort()
}

/** @param monotonic a clock in milliseconds */
export function createTrendBands(monotonic: () => number): TrendBands {
  const days = new Map<string, { readonly readAt: number; readonly band: Promise<HistoryBand> }>()

  function dayOf(key: string, read: () => Promise<HistoryBand>): Promise<HistoryBand> {
    const known = days.get(key)
    if (known !== undefined && monotonic() - known.readAt < keptForMs) return known.band
    const [oldest] = days.keys()
    if (days.size >= maxDays && oldest !== undefined) days.delete(oldest)
    const band = read()
    days.delete(key)
    days.set(key, { readAt: monotonic(), band })
    band.catch(() => days.delete(key))
    return band
  }

  return {
    async between({ store, name }, { queues, metric, seen }, { from, to, now }, { dayRule, holidays }) {
      const figure = figureOf(metric)
      if (figure === undefined) return undefined
      const [start, end] = [from - halfHourMs, to + halfHourMs]
      const read = (day: string) =>
        dayOf(JSON.stringify([name.org, name.username, queues, seen, figure, day, dayRule, holidays]), () =>
          readBand(store, name, { queues, seen, figure, day, dayRule, holidays }),
        )
      const bands = await Promise.all(datesOf(start, end, dayRule).map(read))
      const slots = bands.flatMap((band) => band.slots)
      const current = slots.find(({ startsAt, endsAt }) => startsAt <= now && now < endsAt)
      const today = dateOf(now, dayRule)
      const isHoliday = bands.some(({ day, isHoliday: isMarked }) => day === today && isMarked)
      return {
        weeks: isHoliday
          ? null
          : current === undefined
            ? 0
            : 'low' in current
              ? current.weeks
              : current.weeksKnown,
        points: slots.flatMap((slot) => {
          const centre = (slot.startsAt + slot.endsAt) / 2
          return 'low' in slot && centre >= start && centre <= end
            ? [[centre, slot.low, slot.high] as const]
            : []
        }),
      }
    },
  }
}
