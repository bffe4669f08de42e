import { packSegment, type RecordedChange, type Segment } from '@wallboard/history'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { changesIn, changesUntil, DamagedFrom } from './segment-changes.ts'

const start = Date.parse('2026-11-26T14:00:00Z')
const changeAt = (at: number, seq: number): RecordedChange => ({
  ...{ at, seq, added: [], removed: [] },
  updated: [{ id: '1', asOf: at, callsInQueue: seq }],
})

function packed(changes: readonly RecordedChange[]): Segment {
  const segment = packSegment('changes', changes, 'compaction')
  if (segment === undefined) throw new Error('a segment has at least one change')
  return segment
}

const hundred = packed(Array.from({ length: 100 }, (_, n) => changeAt(start + n * 1_000, n)))

describe(changesUntil, () => {
  it('returns the changes up to the instant', () => {
    const arbitrarySeconds = fc.array(fc.nat(20), { minLength: 1 }).map((all) => all.sort((a, b) => a - b))
    fc.assert(
      fc.property(arbitrarySeconds, fc.nat(21), (seconds, until) => {
        const segment = packed(seconds.map((second, seq) => changeAt(start + second, seq)))
        const at = start + until
        expect(changesUntil(segment, at)).toEqual(changesIn(segment).filter((change) => change.at <= at))
      }),
    )
  })

  it('parses the lines up to the instant and the last one, each once', () => {
    const parse = vi.spyOn(JSON, 'parse')
    onTestFinished(() => {
      parse.mockRestore()
    })
    changesUntil(hundred, start + 9_500)
    expect(parse).toHaveBeenCalledTimes(11)
    changesUntil(hundred, hundred.endsAt)
    expect(parse).toHaveBeenCalledTimes(111)
  })

  it.each([{ startsAt: start + 1 }, { endsAt: start + 50_000 }, { firstSeq: 1 }, { lastSeq: 98 }])(
    'refuses a segment beside which %j stands, although its checksum holds',
    (damage) => {
      expect(() => changesUntil({ ...hundred, ...damage }, start + 9_500)).toThrow(DamagedFrom)
    },
  )
})
