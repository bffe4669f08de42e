import { describe, expect, it } from 'vitest'
import { EventId, type Five9Event } from '../events/index.ts'
import { createQueueTable } from './queue-table.ts'

const eventOf = (eventId: string, payLoad: unknown): Five9Event => ({
  context: {
    eventId,
    eventReason: null,
    messageId: null,
    userId: null,
    correlationId: null,
    userName: null,
    timeStamp: 0,
    tenantId: null,
    broadCast: null,
  },
  payLoad,
})
const full = (...data: object[]) => eventOf(EventId.EVENT_STATS, [{ dataSource: 'ACD_STATUS', data }])
const increment = (change: object) =>
  eventOf(EventId.EVENT_INCREMENTAL_STATS_UPDATE, [
    { dataSource: 'ACD_STATUS', added: [], updated: [], removed: [], ...change },
  ])

const agents = { agentsInQueue: 26, agentsOnCall: 5, agentsNotReadyForCalls: 41 }
/** As on a live domain: row "0" counts agents, and holds 0 for everything that waits. */
const totals = { id: '0', callsInQueue: 0, callbacksInQueue: 0, currentLongestQueueTime: 0, ...agents }
const queue = (id: string, callsInQueue: number, callbacksInQueue: number, waitMs: number) => ({
  id,
  callsInQueue,
  callbacksInQueue,
  currentLongestQueueTime: waitMs,
  agentsInQueue: 4,
  agentsOnCall: 1,
  agentsNotReadyForCalls: 2,
})

describe(createQueueTable, () => {
  it('computes the line of all queues from row "0" and the queues', () => {
    const table = createQueueTable()
    table.received(full(totals, queue('1', 2, 0, 98_000), queue('2', 3, 8, 30_000)), 0)
    expect(table.lineOf('0', 1_000)).toBe(
      'all: 5 calls, 1:39 longest, 8 callbacks, 26 ready, 5 on call, 41 not ready',
    )
    expect(table.lineOf('1', 1_000)).toBe(
      '1: 2 calls, 1:39 longest, 0 callbacks, 4 ready, 1 on call, 2 not ready',
    )
  })

  it('marks the longest wait as a callback’s when no call has waited as long', () => {
    const table = createQueueTable()
    table.received(full(totals, queue('1', 1, 0, 5_000), queue('2', 0, 8, 66_767_000)), 0)
    expect(table.lineOf('0', 0)).toContain('1 calls, 1112:47 longest (callback), 8 callbacks')
    expect(table.lineOf('1', 0)).toContain('0:05 longest,')
    expect(table.lines(0).join('\n')).toMatch(/^2 +0 +\*1112:47 +8 /m)
  })

  it('distinguishes two queues of one name, even when the name is shortened', () => {
    const table = createQueueTable()
    const name = 'Customer Service North-West and Isles'
    table.setNames([
      { id: '1', name },
      { id: '2', name },
      { id: '3', name: 'Night\nDesk' },
    ])
    table.received(full(queue('1', 0, 0, 0), queue('2', 0, 0, 0), queue('3', 0, 0, 0)), 0)
    const names = table.lines(0).map((line) => line.slice(0, 30).trim())
    expect(names).toEqual([
      'queue',
      'all',
      'Customer Service North-W… (1)',
      'Customer Service North-W… (2)',
      'Night Desk',
      '* of a callback',
    ])
    expect(table.lineOf('2', 0)).toContain(`${name} (2): `)
  })

  it('returns the lines that an event changed, including the line of all queues when a count changed', () => {
    const table = createQueueTable()
    expect(table.received(full(totals, queue('1', 2, 0, 98_000)), 0)).toEqual(['0', '1'])
    expect(table.received(increment({ updated: [queue('1', 3, 0, 98_000)] }), 1)).toEqual(['0', '1'])
    expect(
      table.received(increment({ updated: [{ ...queue('1', 3, 0, 98_000), agentsInQueue: 5 }] }), 1),
    ).toEqual(['1'])
    expect(table.received(increment({ removed: ['1'] }), 2)).toEqual(['0', '1'])
    expect(table.lineOf('1', 2)).toBe('1: gone')
    expect(table.confirmedAt()).toBe(2)
  })

  it('shows a missing value as a dash, never as 0', () => {
    const table = createQueueTable()
    expect(table.lines(0)).toHaveLength(2)
    table.received(full({ id: '1', callsInQueue: null }), 0)
    expect(table.lineOf('1', 0)).toBe('1: – calls, – longest, – callbacks, – ready, – on call, – not ready')
    expect(table.lineOf('0', 0)).toContain('all: – calls')
  })
})
