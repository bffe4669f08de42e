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
const kept = (change: object = {}) =>
  JSON.stringify({
    keptAt: 0,
    board: encodeServerMessage(board),
    snapshot: encodeServerMessage(snapshot),
    ...change,
  })

describe(parseSnapshot, () => {
  it('gives back what stood on the screen', () => {
    expect(parseSnapshot(kept(), 1_000)).toEqual({ board, snapshot, ageMs: 1_000 })
  })

  it.each([
    ['half a file', '{"keptAt":0'],
    ['another format', '{"keptAt":0}'],
    ['a message that is no board', kept({ board: encodeServerMessage(snapshot) })],
    ['a snapshot that does not fit', kept({ snapshot: '{"type":"snapshot"}' })],
  ])('shows nothing of %s', (_what, text) => {
    expect(parseSnapshot(text, 0)).toBeUndefined()
  })

  it('shows nothing of a screen whose clock was set back meanwhile: nothing can tell how old it is', () => {
    expect(parseSnapshot(kept({ keptAt: 2_000 }), 1_999)).toBeUndefined()
  })

  it('shows nothing that is older than a day', () => {
    expect(parseSnapshot(kept(), 24 * 3_600_000)).toBeDefined()
    expect(parseSnapshot(kept(), 24 * 3_600_000 + 1)).toBeUndefined()
  })
})
