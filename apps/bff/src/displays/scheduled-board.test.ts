import { describe, expect, it } from 'vitest'
import { siteClock } from '@wallboard/relay/rest/displays'
import { scheduledBoardId } from './scheduled-board.ts'

const settings = { timeZone: 'Europe/Berlin', nightHours: null, room: '' } as const
const at = (iso: string) => Date.parse(iso)

describe(siteClock, () => {
  it('returns weekday and time of a site, also across its change to summer time', () => {
    expect(siteClock('Europe/Berlin', at('2026-03-29T00:30:00Z'))).toEqual({ day: 0, minutes: 90 })
    expect(siteClock('Europe/Berlin', at('2026-03-29T01:30:00Z'))).toEqual({ day: 0, minutes: 210 })
    expect(siteClock('America/New_York', at('2026-03-29T01:30:00Z'))).toEqual({ day: 6, minutes: 1_290 })
  })
})

describe(scheduledBoardId, () => {
  const day = { days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00', boardId: 'day' }
  const night = { days: [5], from: '22:00', to: '06:00', boardId: 'night' }
  const display = { boardId: 'own', settings: { ...settings, schedule: [day, night] } }

  it.each([
    ['2026-11-23T06:59:59Z', 'own'], // Monday, a second before eight in Berlin
    ['2026-11-23T07:00:00Z', 'day'],
    ['2026-11-23T17:00:00Z', 'own'],
    ['2026-11-27T21:00:00Z', 'night'], // Friday ten in the evening
    ['2026-11-28T04:59:00Z', 'night'], // Saturday before six belongs to Friday's night
    ['2026-11-28T05:00:00Z', 'own'],
    ['2026-11-28T21:30:00Z', 'own'], // Saturday has no night of its own
  ])('shows at %s the board %s', (iso, board) => {
    expect(scheduledBoardId(display, at(iso))).toBe(board)
  })

  it('uses the first entry that matches', () => {
    const both = { ...display, settings: { ...settings, schedule: [{ ...day, boardId: 'first' }, day] } }
    expect(scheduledBoardId(both, at('2026-11-23T09:00:00Z'))).toBe('first')
  })
})
