import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ClientMessage, ServerMessage } from './messages.ts'
import { matchesAck, matchesChanges, matchesHeartbeat, matchesReport } from './fast-path.ts'

/** Values that a field may have in a damaged message. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(null, true, '', '5012', {}, [], [null], -1, 1.5, 1e300, { id: 1 }, [{ id: '1' }]),
  fc.string({ maxLength: 80 }),
)
/** The message with up to two fields replaced, removed or added. */
const nearly = (message: Readonly<Record<string, unknown>>) =>
  fc
    .array(
      fc.tuple(fc.constantFrom(...Object.keys(message), 'more'), fc.option(odd, { freq: 3, nil: undefined })),
      { maxLength: 2 },
    )
    .map((changes): unknown => JSON.parse(JSON.stringify({ ...message, ...Object.fromEntries(changes) })))

const ack = { type: 'ack', epoch: 'e', seq: 3, paintedAgoMs: 12.5 }
const figures = {
  ...{ width: 1920, height: 1080, build: 'b', paintedAgeMs: 250, frameMsP50: 16.7, frameMsP95: 33 },
  ...{ heapBytes: null, sound: 'off' },
}
const report = { type: 'report', report: figures }
const change = {
  dataSource: 'ACD_STATUS',
  added: [],
  updated: [{ id: '1', callsInQueue: 2 }],
  removed: ['3'],
}
const changes = { type: 'changes', eventId: '5012', epoch: 'e', prev: 4, seq: 6, asOf: 1, payLoad: [change] }

const link = {
  ...{ state: 'up', since: 10.5, reason: null, confirmedAt: 20.25, unconfirmed: [], unreadLists: [] },
  domainOffsetMs: -3,
}
const heartbeat = { type: 'heartbeat', serverTime: 30.125, wallOffsetMs: 1.7e12, link }

describe('the checks of frequent messages', () => {
  it('recognize the plain form', () => {
    expect(matchesAck(ack)).toBe(true)
    expect(matchesAck({ type: 'ack', epoch: 'e', seq: 0 })).toBe(true)
    expect(matchesChanges(changes)).toBe(true)
    expect(matchesReport(report)).toBe(true)
    expect(matchesHeartbeat(heartbeat)).toBe(true)
  })

  it('accept nothing that the schemas refuse', () => {
    fc.assert(
      fc.property(nearly(ack), (message) => {
        if (matchesAck(message)) expect(ClientMessage.safeParse(message).success).toBe(true)
      }),
      { numRuns: 2_000 },
    )
    const nearlyReport = fc.oneof(
      nearly(report),
      nearly(figures).map((each) => ({ ...report, report: each })),
    )
    fc.assert(
      fc.property(nearlyReport, (message) => {
        if (matchesReport(message)) expect(ClientMessage.safeParse(message).success).toBe(true)
      }),
      { numRuns: 2_000 },
    )
    const nearlyChanges = fc.oneof(
      nearly(changes),
      nearly(change).map((each) => ({ ...changes, payLoad: [each] })),
    )
    fc.assert(
      fc.property(nearlyChanges, (message) => {
        if (matchesChanges(message)) expect(ServerMessage.safeParse(message).success).toBe(true)
      }),
      { numRuns: 2_000 },
    )
    const nearlyHeartbeat = fc.oneof(
      nearly(heartbeat),
      nearly(link).map((each) => ({ ...heartbeat, link: each })),
    )
    fc.assert(
      fc.property(nearlyHeartbeat, (message) => {
        if (matchesHeartbeat(message)) expect(ServerMessage.safeParse(message).success).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  it('leave a heartbeat that states a problem to its schema', () => {
    const problems = [
      { state: 'down' },
      { reason: { code: 'evicted' } },
      { confirmedAt: null },
      { unconfirmed: [{ dataSource: 'ACD_STATUS', confirmedAt: null }] },
      { unreadLists: [{ list: 'queues', reason: { code: 'unreachable' } }] },
      { maintenance: { phase: 'started', startsAt: null, until: 1 } },
    ]
    for (const problem of problems) {
      const message = { ...heartbeat, link: { ...link, ...problem } }
      expect(ServerMessage.safeParse(message).success).toBe(true)
      expect(matchesHeartbeat(message)).toBe(false)
    }
  })
})
