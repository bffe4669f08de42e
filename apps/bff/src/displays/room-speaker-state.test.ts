import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { electSpeaker, type Candidate } from './room-speaker-state.ts'

const display = (id: string, onlineSince: number, sound: Candidate['sound'] = 'on') => ({
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
  it('elects the display that has been online longest', () => {
    expect(electSpeaker([display('a', 5), display('b', 3)], undefined)).toBe('b')
  })

  it('prefers a working loudspeaker to a blocked one', () => {
    expect(electSpeaker([display('a', 1, 'blocked'), display('b', 3)], undefined)).toBe('b')
    expect(electSpeaker([display('a', 1, 'blocked'), display('b', 3)], 'a')).toBe('b')
  })

  it('keeps the current speaker, and elects exactly one of the candidates', () => {
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
