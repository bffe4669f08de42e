import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decodeClientMessage,
  decodeServerMessage,
  encodeClientMessage,
  encodeBoardParts,
  encodeServerMessage,
  relayVersion,
  wholeView,
  type ChangesMessage,
  type ClientMessage,
  type Link,
  type ServerMessage,
  type SnapshotMessage,
} from '../index.ts'

const changes: ChangesMessage = {
  type: 'changes',
  eventId: '5012',
  epoch: 'e',
  prev: 4,
  seq: 6,
  asOf: 1_000,
  payLoad: [
    {
      dataSource: 'ACD_STATUS',
      added: [],
      updated: [
        { id: '1', asOf: 1_000, callsInQueue: 2 },
        { id: '2', asOf: 900, callsInQueue: 3 },
      ],
      removed: ['3'],
    },
  ],
}

const link: Link = {
  state: 'up',
  since: 1,
  reason: null,
  confirmedAt: 2,
  unconfirmed: [{ dataSource: 'AGENT_STATE', confirmedAt: null }],
  unreadLists: [{ list: 'agents', reason: { code: 'unusable-reply', status: 502 } }],
  domainOffsetMs: -3,
}

const snapshot: SnapshotMessage = {
  type: 'snapshot',
  eventId: '5000',
  epoch: 'e',
  seq: 6,
  asOf: 1_000,
  serverTime: 1_001,
  wallOffsetMs: 0,
  queues: [{ id: '1', name: 'Sales' }],
  payLoad: [{ dataSource: 'ACD_STATUS', data: [{ id: '1', asOf: 900, callsInQueue: 2 }] }],
  link,
}

const time = { serverTime: 1, wallOffsetMs: 2 }
const settings = { timeZone: 'UTC', nightHours: null, schedule: [], room: '' }

/** One message of each type. */
const serverMessages: readonly ServerMessage[] = [
  { type: 'hello', version: relayVersion, build: 'b', ...time },
  snapshot,
  { ...snapshot, directory: { agents: [], campaigns: [{ id: '7', name: 'Spring' }], reasons: [] } },
  changes,
  { ...changes, queues: [{ id: '1', name: 'Support' }] },
  { type: 'resumed', epoch: 'e', seq: 6, ...time, link },
  { type: 'heartbeat', ...time, link },
  { type: 'link', ...time, link: { ...link, maintenance: { phase: 'announced', startsAt: 9, until: 10 } } },
  { type: 'link', ...time, link: { ...link, state: 'ended', reason: { code: 'evicted' } } },
  { type: 'event', code: 'campaign-out-of-numbers', campaign: { id: '7', name: 'Spring' }, at: 3 },
  { type: 'board', display: { id: 'd', name: 'Lobby', settings }, boardId: 'b', revision: 3, board: {} },
  { type: 'command', command: 'reload' },
  { type: 'speaker', isSpeaker: true },
]

const report = {
  width: 1_920,
  height: 1_080,
  build: 'b',
  paintedAgeMs: null,
  frameMsP50: 16,
  frameMsP95: null,
  heapBytes: 1e8,
  sound: 'blocked',
} as const
const clientMessages: readonly ClientMessage[] = [
  { type: 'ack', epoch: 'e', seq: 3, paintedAgoMs: 12.5 },
  { type: 'ack', epoch: 'e', seq: 0 },
  { type: 'resync' },
  { type: 'subscribe', view: wholeView('desk', ['ACD_STATUS']) },
  { type: 'subscribe', view: wholeView('wall', ['AGENT_STATE']), resume: { epoch: 'e', seq: 1 } },
  { type: 'report', report },
]

const instant = fc.integer({ min: 0, max: 5 }).map((ms) => 1_000 + ms)
const row = fc
  .tuple(
    fc.string({ maxLength: 5 }),
    instant,
    fc.dictionary(
      fc.constantFrom('state', 'callsInQueue', 'reason'),
      fc.oneof(fc.string(), fc.integer(), fc.constant(null)),
    ),
  )
  .map(([id, asOf, fields]) => ({ ...fields, id, asOf }))
const rows = fc.array(row, { maxLength: 5 })
const dataSource = fc.constantFrom('ACD_STATUS', 'AGENT_STATE')
const anyChanges: fc.Arbitrary<ServerMessage> = fc.record({
  type: fc.constant('changes' as const),
  eventId: fc.constant('5012' as const),
  epoch: fc.string(),
  prev: fc.nat(),
  seq: fc.nat(),
  asOf: instant,
  payLoad: fc.array(fc.record({ dataSource, added: rows, updated: rows, removed: fc.array(fc.string()) }), {
    maxLength: 3,
  }),
})
const anySnapshot: fc.Arbitrary<ServerMessage> = fc
  .record({ asOf: instant, payLoad: fc.array(fc.record({ dataSource, data: rows }), { maxLength: 3 }) })
  .map((parts) => ({ ...snapshot, ...parts }))

/** A message with one field replaced, removed or added, anywhere in it. */
const damaged = (message: object) =>
  fc
    .tuple(fc.constantFrom(...paths(message)), fc.jsonValue({ maxDepth: 2 }), fc.boolean())
    .map(([path, value, isRemoved]): unknown => replaceAt(message, path, isRemoved ? undefined : value))

function paths(value: unknown, prefix: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [prefix]
  const inner = Object.entries(value).flatMap(([key, each]) => paths(each, [...prefix, key]))
  return prefix.length === 0 ? [...inner, ['more']] : [prefix, ...inner]
}

function replaceAt(value: unknown, [key, ...rest]: readonly string[], replacement: unknown): unknown {
  if (key === undefined) return replacement
  if (Array.isArray(value))
    return value.map((each: unknown, index) =>
      `${index}` === key ? replaceAt(each, rest, replacement) : each,
    )
  const record: Readonly<Record<string, unknown>> =
    typeof value === 'object' && value !== null ? { ...value } : {}
  return { ...record, [key]: replaceAt(record[key], rest, replacement) }
}

describe('messages of the BFF', () => {
  it.each(serverMessages)('are read as they were written: $type', (message) => {
    expect(decodeServerMessage(encodeServerMessage(message))).toEqual({ ok: true, message })
  })

  it('[R2] hold an instant once: a row of the message’s own instant omits it, and gets it back', () => {
    const text = encodeServerMessage(changes)
    expect(text.match(/1000/g)).toHaveLength(1)
    expect(decodeServerMessage(text)).toEqual({ ok: true, message: changes })
  })

  it('[R2] keep all rows and their instants, whatever they hold', () => {
    fc.assert(
      fc.property(fc.oneof(anyChanges, anySnapshot), (message) => {
        expect(decodeServerMessage(encodeServerMessage(message))).toEqual({ ok: true, message })
      }),
    )
  })

  it('hold the text of a board in the parts that its displays do not share and share', () => {
    const display = {
      name: 'Door "1"',
      settings: { timeZone: 'UTC', nightHours: null, schedule: [], room: '' },
    }
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), fc.string(), (board, id, boardId) => {
        const message = { type: 'board', display: { id, ...display }, boardId, revision: 3, board } as const
        const { own, shared } = encodeBoardParts(message)
        expect(own + shared()).toBe(encodeServerMessage(message))
      }),
    )
  })

  it('[R8] hold the version of a BFF of another version, whatever else it sends', () => {
    const hello = { type: 'hello', version: 9, build: 'b', serverTime: 1, wallOffsetMs: 0, zone: 'UTC' }
    expect(decodeServerMessage(JSON.stringify(hello))).toMatchObject({ ok: true, message: { version: 9 } })
  })

  it.each(serverMessages.filter(({ type }) => type !== 'hello'))(
    '[R8] are refused with an unknown field: $type',
    (message) => {
      expect(decodeServerMessage(JSON.stringify({ ...message, more: 1 })).ok).toBe(false)
    },
  )

  it('[R8] are refused or of the schema when any part is damaged, and never throw', () => {
    fc.assert(
      fc.property(fc.constantFrom(...serverMessages).chain(damaged), (message) => {
        const decoded = decodeServerMessage(JSON.stringify(message))
        // A damaged message that is accepted is still written and read alike.
        if (decoded.ok) expect(decodeServerMessage(encodeServerMessage(decoded.message))).toEqual(decoded)
        else expect(decoded.reason).not.toBe('')
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('messages of a browser', () => {
  it.each(clientMessages)('are read as they were written: $type', (message) => {
    expect(decodeClientMessage(encodeClientMessage(message))).toEqual({ ok: true, message })
  })

  it('[R6] acknowledge a position: one that is incomplete, or says more, is refused', () => {
    const ack = { type: 'ack', epoch: 'e', seq: 3, paintedAgoMs: 12.5 }
    const read = (message: object) => decodeClientMessage(JSON.stringify(message))
    for (const right of [ack, { type: 'ack', epoch: 'e', seq: 0 }])
      expect(read(right)).toEqual({ ok: true, message: right })
    for (const wrong of [
      { epoch: undefined },
      { epoch: 'e'.repeat(65) },
      { seq: undefined },
      { seq: -1 },
      { seq: 1.5 },
      { seq: '3' },
      { paintedAgoMs: -1 },
      { paintedAgoMs: null },
      { paintedAgoMs: undefined, more: 1 },
      { more: 1 },
    ])
      expect(read({ ...ack, ...wrong }), JSON.stringify(wrong)).toMatchObject({ ok: false })
  })

  it.each(clientMessages)('[R8] are refused with an unknown field: $type', (message) => {
    expect(decodeClientMessage(JSON.stringify({ ...message, more: 1 })).ok).toBe(false)
  })

  it('[R8] are refused, or unchanged by the decoder, when any part is damaged', () => {
    fc.assert(
      fc.property(fc.constantFrom(...clientMessages).chain(damaged), (message) => {
        const text = JSON.stringify(message)
        const decoded = decodeClientMessage(text)
        if (decoded.ok) expect(JSON.parse(encodeClientMessage(decoded.message))).toEqual(JSON.parse(text))
        else expect(decoded.reason).not.toBe('')
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('texts that are no message', () => {
  it('[R8] are refused, with a reason and without throwing', () => {
    for (const text of ['', '{', 'null', '[]', '{"type":"poke"}', '{"type":"ack","epoch":"e","seq":-1}']) {
      expect(decodeClientMessage(text).ok).toBe(false)
      expect(decodeServerMessage(text).ok).toBe(false)
    }
  })

  it('[R8] are refused with the path of the first field that does not match', () => {
    const decoded = decodeServerMessage(JSON.stringify({ type: 'speaker', isSpeaker: 'yes' }))
    expect(decoded.ok ? '' : decoded.reason).toMatch(/^isSpeaker: /)
  })

  it('[R8] are refused whatever they are', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect([decodeClientMessage(text).ok, decodeServerMessage(text).ok]).toEqual([false, false])
      }),
    )
  })
})
