import type { HistoryBand } from '@wallboard/relay/rest/history'
import { describe, expect, it } from 'vitest'
import { bandPoints, knownBand } from './day-band-state.ts'

const band = (slots: HistoryBand['slots'], isHoliday = false): HistoryBand => ({
  ...{ day: '2026-11-26', timeZone: 'UTC', figure: 'callsInQueue', isHoliday, slots },
})
const half = 1_800_000
const known = { startsAt: 0, endsAt: half, low: 2, median: 4, high: 6, weeks: 5 }
const unknown = { startsAt: half, endsAt: 2 * half, weeksKnown: 2 }

describe(bandPoints, () => {
  it('places each half-hour with a band at its centre', () => {
    expect(bandPoints(band([known, unknown]))).toEqual([{ at: half / 2, low: 2, high: 6 }])
  })
})

describe(knownBand, () => {
  it('counts the weeks of a band, or those that are known of one', () => {
    expect(knownBand(band([known, unknown]))).toEqual({ type: 'known', weeks: 5 })
    expect(knownBand(band([unknown]))).toEqual({ type: 'too-few-weeks', weeks: 2 })
    expect(knownBand(band([]))).toEqual({ type: 'too-few-weeks', weeks: 0 })
    expect(knownBand(band([], true))).toEqual({ type: 'holiday' })
  })
})
