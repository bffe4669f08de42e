import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRecordingClock, stepMs, type RecordingClock } from './recording-clock-state.ts'

const start: RecordingClock = { offsetMs: 1_000_000, last: 1_000_000 }
const read = (clock: RecordingClock, monotonic: number, wall: number) =>
  readRecordingClock(clock, { monotonic, wall })

describe('the recording clock', () => {
  it('is the time of day', () => {
    expect(read(start, 500, 1_000_500)).toMatchObject({ at: 1_000_500, hasSteppedForward: false })
  })

  it('follows a step forward, and tells of it once', () => {
    const step = read(start, 500, 1_060_500)
    expect(step).toMatchObject({ at: 1_060_500, hasSteppedForward: true })
    expect(read(step.clock, 600, 1_060_600)).toMatchObject({ at: 1_060_600, hasSteppedForward: false })
  })

  it('stands still after a step back until the wall clock has passed it', () => {
    const before = read(start, 10_000, 1_010_000)
    const during = read(before.clock, 11_000, 1_001_000)
    expect(during).toMatchObject({ at: 1_010_000, hasSteppedForward: false })
    expect(read(during.clock, 19_999, 1_009_999).at).toBe(1_010_000)
    expect(read(during.clock, 20_500, 1_010_500).at).toBe(1_010_500)
  })

  it('ignores the jitter between the two readings', () => {
    expect(read(start, 1_000, 1_001_000 + stepMs)).toMatchObject({ at: 1_001_000, hasSteppedForward: false })
  })

  it('never runs backwards', () => {
    const arbitraryReading = fc.tuple(fc.nat(1_000), fc.integer({ min: -5_000, max: 5_000 }))
    fc.assert(
      fc.property(fc.array(arbitraryReading), (readings) => {
        let [clock, monotonic, last] = [start, 0, start.last]
        for (const [pause, error] of readings) {
          monotonic += pause
          const reading = read(clock, monotonic, 1_000_000 + monotonic + error)
          expect(reading.at).toBeGreaterThanOrEqual(last)
          clock = reading.clock
          last = reading.at
        }
      }),
    )
  })
})
