import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { electSpeaker, type Candidate } from './room-speaker-state.ts'

const screen = (id: string, onlineSince: number, sound: Candidate['sound'] = 'on') => ({
  id,
  onlineSince,
  sound,
})

const rooms = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    onlineSince: fc.nat(5),
    sound: fc.constantFrom('on' as const, 'off' as const, 'blocked' as const),
  }),
  { selector: ({ id }) => id },
)

describe(electSpeaker, () => {
  it('lets the screen speak that has been there the longest', () => {
    expect(electSpeaker([screen('a', 5), screen('b', 3)], undefined)).toBe('b')
  })

  it('prefers a loudspeaker that works to one that is blocked', () => {
    expect(electSpeaker([screen('a', 1, 'blocked'), screen('b', 3)], undefined)).toBe('b')
    expect(electSpeaker([screen('a', 1, 'blocked'), screen('b', 3)], 'a')).toBe('b')
  })

  it('keeps to whoever speaks, and names exactly one of those that may', () => {
    fc.assert(
      fc.property(rooms, fc.constantFrom('a', 'b', 'c', 'd', undefined), (room, current) => {
        const speaker = electSpeaker(room, current)
        expect(room.length === 0 ? speaker === undefined : room.some(({ id }) => id === speaker)).toBe(true)
        expect(electSpeaker(room, speaker)).toBe(speaker)
        const before = room.find(({ id }) => id === current)
        if (before !== undefined && before.sound !== 'blocked') expect(speaker).toBe(current)
      }),
    )
  })
})
