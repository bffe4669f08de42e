import { dateOf, spanOfDay, type DayRule } from '@wallboard/history'
import { bandFigures, type BandFigure, type HistoryBand } from '@wallboard/relay/rest/history'
import type { Measurement } from './measure.ts'

/** A band is read again after this time: days may have been marked, and a failed read may succeed. */
const keptMs = 900_000

/** A day's band of one figure of queues as one, or of the floor (null). @throws when history cannot be read */
export type ReadBand = (subject: {
  readonly queues: readonly string[] | null
  readonly figure: BandFigure
  /** The date of a day of the site, such as `2026-11-26`. */
  readonly day: string
}) => Promise<HistoryBand>

type BandQueues = readonly string[] | null

interface KnownBand {
  /** Until the day ends, or a while later. */
  readonly validUntil: number
  /** Empty until it is read, and where it cannot be read. */
  slots: HistoryBand['slots']
}

/** The figure of the normal band of a metric; undefined for one without a band. */
export const bandFigureOf = (metric: string): BandFigure | undefined =>
  bandFigures.find((figure) => figure === metric && figure !== 'calls')

/** The edge of a band at an instant; null where it is not known. */
export function edgeAt(slots: HistoryBand['slots'], at: number, when: 'above' | 'below'): number | null {
  const slot = slots.find(({ startsAt, endsAt }) => at >= startsAt && at < endsAt)
  if (slot === undefined || !('high' in slot)) return null
  return when === 'above' ? slot.high : slot.low
}

/**
 * The edges of normal bands for rules that are relative to them. An evaluation cannot wait: an edge is not known until its
 * band has been read, with fewer than four weeks, and on a day that is left out. Bands are read one after another.
 *
 * @param wall epoch milliseconds
 */
export function createBandEdges(deps: {
  readonly read: ReadBand
  readonly dayRule: DayRule
  readonly wall: () => number
  readonly logError: (error: unknown) => void
}): Measurement['bandEdge'] {
  const { wall, dayRule } = deps
  const known = new Map<string, KnownBand>()
  let last = Promise.resolve()

  function readLater(key: string, queues: BandQueues, figure: BandFigure, at: number): KnownBand {
    const day = dateOf(at, dayRule)
    const validUntil = Math.min(spanOfDay(day, dayRule).endsAt, at + keptMs)
    const band: KnownBand = { validUntil, slots: known.get(key)?.slots ?? [] }
    last = last.then(async () => {
      try {
        band.slots = (await deps.read({ queues, figure, day })).slots
      } catch (error) {
        deps.logError(error)
      }
    })
    known.set(key, band)
    return band
  }

  function bandOf(queues: BandQueues, figure: BandFigure, at: number): KnownBand {
    const key = JSON.stringify([queues, figure])
    const band = known.get(key)
    return band !== undefined && at < band.validUntil ? band : readLater(key, queues, figure, at)
  }

  return (queues, metric, when) => {
    const figure = bandFigureOf(metric)
    if (figure === undefined) return null
    const at = wall()
    return edgeAt(bandOf(queues, figure, at).slots, at, when)
  }
}
