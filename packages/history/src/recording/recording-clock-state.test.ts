import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  maxWaitMs,
  readRecordingClock,
  startRecordingClock,
  stepMs,
  type RecordingClock,
} from './recording-clock-state.ts'

const start: RecordingClock = startRecordingClock({ monotonic: 0, wall: 1_000_000 })
const read = (clock: RecordingClock, monotonic: number, wall: number) =>
  readRecordingClock(clock, { monotonic, wall })

describe('the recording clock', () => {
  it('is the time of day', () => {
    expect(read(start, 500, 1_000_500)).toMatchObject({ at: 1_000_500, hasStepped: false })
  })

  it('follows a step forward, and tells of it once', () => {
    const step = read(start, 500, 1_060_500)
    expect(step).toMatchObject({ at: 1_060_500, hasStepped: true })
    expect(read(step.clock, 600, 1_060_600)).toMatchObject({ at: 1_060_600, hasStepped: false })
  })

  it('stands still after a small step back until the wall clock has passed it', () => {
    const before = read(start, 10_000, 1_010_000)
    const during = read(before.clock, 11_000, 1_001_000)
    expect(during).toMatchObject({ at: 1_010_000, hasStepped: false })
    expect(read(during.clock, 19_999, 1_009_999).at).toBe(1_010_000)
    expect(read(during.clock, 20_500, 1_010_500).at).toBe(1_010_500)
  })

  it('runs on after a step far back, tells of it once, and returns to the wall clock when that is ahead again', () => {
    const before = read(start, 10_000, 1_010_000)
    const back = read(before.clock, 11_000, 1_011_000 - maxWaitMs - 2_000)
    expect(back).toMatchObject({ at: 1_011_000, hasStepped: true })
    const later = read(back.clock, 61_000, 1_061_000 - maxWaitMs - 2_000)
    expect(later).toMatchObject({ at: 1_061_000, hasStepped: false })
    const again = read(later.clock, 62_000, 2_000_000)
    expect(again).toMatchObject({ at: 2_000_000, hasStepped: true })
    expect(read(again.clock, 63_000, 2_001_000)).toMatchObject({ at: 2_001_000, hasStepped: false })
  })

  it('ignores the jitter between the two readings', () => {
    expect(read(start, 1_000, 1_001_000 + stepMs)).toMatchObject({ at: 1_001_000, hasStepped: false })
  })

  it('never runs backwards, and never stands still for longer than it waits', () => {
    const arbitraryReading = fc.tuple(
      fc.integer({ min: 1, max: 60_000 }),
      fc.oneof(fc.integer({ min: -5_000, max: 5_000 }), fc.integer({ min: -90_000_000, max: 90_000_000 })),
      fc.boolean(),
    )
    fc.assert(
      fc.property(fc.array(arbitraryReading), (readings) => {
        let [clock, monotonic, error, movedAt] = [start, 0, 0, 0]
        for (const [pause, newError, isSet] of readings) {
          monotonic += pause
          if (isSet) error = newError
          const { clock: next, at } = read(clock, monotonic, 1_000_000 + monotonic + error)
          expect(at).toBeGreaterThanOrEqual(clock.last)
          if (at > clock.last || isSet) movedAt = monotonic
          expect(monotonic - movedAt).toBeLessThanOrEqual(maxWaitMs + pause)
          clock = next
        }
      }),
    )
  })
})
