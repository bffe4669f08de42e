import { encodeServerMessage, type ServerMessage } from '@wallboard/relay'
import { allQueuesBoard } from '@wallboard/boards'
import { describe, expect, it } from 'vitest'
import { parseSnapshot } from './saved-snapshot.ts'
import { upLink } from '../live/link-fixture.ts'

const board: Extract<ServerMessage, { type: 'board' }> = {
  type: 'board',
  display: { id: 'd', name: 'Hall', settings: { timeZone: 'UTC', nightHours: null, schedule: [], room: '' } },
  boardId: 'all-queues',
  revision: 0,
  board: allQueuesBoard,
}
const snapshot: Extract<ServerMessage, { type: 'snapshot' }> = {
  type: 'snapshot',
  eventId: '5000',
  epoch: 'e',
  seq: 3,
  asOf: 1_000,
  serverTime: 1_000,
  wallOffsetMs: 0,
  queues: [{ id: '1', name: 'Sales' }],
  payLoad: [{ dataSource: 'ACD_STATUS', data: [{ id: '1', asOf: 1_000, callsInQueue: 4 }] }],
  link: upLink(1_000),
}
const stored = (change: object = {}) =>
  JSON.stringify({
    savedAt: 0,
    board: encodeServerMessage(board),
    snapshot: encodeServerMessage(snapshot),
    ...change,
  })

describe(parseSnapshot, () => {
  it('returns what was saved', () => {
    expect(parseSnapshot(stored(), 1_000)).toEqual({ board, snapshot, ageMs: 1_000 })
  })

  it.each([
    ['a truncated file', '{"savedAt":0'],
    ['another format', '{"savedAt":0}'],
    ['a message that is not a board', stored({ board: encodeServerMessage(snapshot) })],
    ['an invalid snapshot', stored({ snapshot: '{"type":"snapshot"}' })],
  ])('rejects %s', (_what, text) => {
    expect(parseSnapshot(text, 0)).toBeUndefined()
  })

  it('rejects a snapshot from the future: the clock was set back, so its age is unknown', () => {
    expect(parseSnapshot(stored({ savedAt: 2_000 }), 1_999)).toBeUndefined()
  })

  it('rejects a snapshot older than a day', () => {
    expect(parseSnapshot(stored(), 24 * 3_600_000)).toBeDefined()
    expect(parseSnapshot(stored(), 24 * 3_600_000 + 1)).toBeUndefined()
  })
})
