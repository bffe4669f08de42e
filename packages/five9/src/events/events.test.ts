import { describe, expect, it } from 'vitest'
import {
  eventCatalogue,
  EventId,
  parseFrame,
  parseFullStatistics,
  parseIncrementalStatistics,
  parseStatistics,
  parseQueueNames,
} from './index.ts'

describe(parseFrame, () => {
  it('requires only an event id, and reads a numeric id as text', () => {
    expect(parseFrame('{"context":{"eventId":5012}}')).toMatchObject({
      ok: true,
      event: { context: { eventId: '5012', timeStamp: null, broadCast: null }, payLoad: null },
    })
  })

  it('reads invalid fields as null and keeps the others', () => {
    const context = {
      eventId: '5000',
      eventReason: 7,
      messageId: {},
      userId: ['1'],
      correlationId: true,
      userName: null,
      timeStamp: '1790000000000',
      tenantId: 't',
      broadCast: 'yes',
    }
    expect(parseFrame(JSON.stringify({ context, payLoad: [] }))).toEqual({
      ok: true,
      event: {
        context: {
          eventId: '5000',
          eventReason: '7',
          messageId: null,
          userId: null,
          correlationId: null,
          userName: null,
          timeStamp: 1_790_000_000_000,
          tenantId: 't',
          broadCast: null,
        },
        payLoad: [],
      },
    })
  })

  it.each(['-1', '""', '" "', '"soon"', '1e999', '[]', 'true'])('finds no instant in %s', (timeStamp) => {
    const frame = parseFrame(`{"context":{"eventId":"5012","timeStamp":${timeStamp}}}`)
    expect(frame).toMatchObject({ ok: true, event: { context: { timeStamp: null } } })
  })

  it.each(['', 'pong', '{"context":{"eventId":"50', '\u0000'])(
    'passes over %j, which is not JSON',
    (frame) => {
      expect(parseFrame(frame)).toEqual({ ok: false, reason: 'not-json' })
    },
  )

  it.each([
    'null',
    '[]',
    '7',
    '{}',
    '{"context":null}',
    '{"context":{}}',
    '{"context":{"eventId":""}}',
    '{"context":{"eventId":1e999}}',
  ])('finds no event id in %s', (frame) => {
    expect(parseFrame(frame)).toEqual({ ok: false, reason: 'no-event-id' })
  })
})

describe(parseFullStatistics, () => {
  it('reads numeric strings as numbers, and invalid numbers as null with a defect', () => {
    const row = { id: 7, callsInQueue: '12', agentsOnCall: -1, agentsInQueue: 'many', callbacksInQueue: null }
    const { sources, defects } = parseFullStatistics([{ dataSource: 'ACD_STATUS', data: [row] }])
    expect(sources).toEqual([
      {
        dataSource: 'ACD_STATUS',
        data: [
          { id: '7', callsInQueue: 12, agentsOnCall: null, agentsInQueue: null, callbacksInQueue: null },
        ],
      },
    ])
    expect(defects.map(({ field }) => field)).toEqual(['agentsOnCall', 'agentsInQueue'])
  })

  it.each([
    ['AGENT_STATISTIC', { totalCallsCount: '12', utilization: '0.5', dispositions: { '-17': 1 } }],
    ['INBOUND_CAMPAIGN_STATISTICS', { averageSpeedOfAnswer: '12', serviceLevelQueue: '0.5' }],
    ['OUTBOUND_CAMPAIGN_MANAGER', { callsToAgentRatio: '1.5', availableRecordsCount: '12', campaignId: '7' }],
    ['OUTBOUND_CAMPAIGN_STATISTICS', { totalCallsCount: '12', abandonCallRate: '0.02' }],
    ['CAMPAIGN_STATE', { stateSince: '12', priority: '0.5', profileId: '7' }],
    ['USER_SESSION', { sessionStart: '12', userId: '7' }],
  ])('reads the numbers of %s and keeps its ids as text', (dataSource, row) => {
    const { sources } = parseFullStatistics([{ dataSource, data: [{ id: '1', ...row }] }])
    const numbers = Object.fromEntries(
      Object.entries(row).map(([field, value]) => [
        field,
        typeof value === 'string' && !field.endsWith('Id') ? Number(value) : value,
      ]),
    )
    expect(sources[0]?.data).toEqual([{ id: '1', ...numbers }])
  })

  it.each([
    [
      'OUTBOUND_CAMPAIGN_MANAGER',
      { callbackTime: 'tomorrow', ownerCount: { of: 3 }, campaignState: 'RUNNING' },
    ],
    ['OUTBOUND_CAMPAIGN_STATISTICS', { dispositions: { '-5': 2 }, lastDialedTime: 'noon' }],
    ['AGENT_STATISTIC', { favouriteCount: [1], moodRate: 'good' }],
    ['STATIONS', { stationId: '4001', stationType: 'SOFTPHONE', queueTime: '5' }],
  ])('leaves undocumented fields of %s as they were sent, whatever their names', (dataSource, fields) => {
    const row = { id: '1', ...fields }
    expect(parseFullStatistics([{ dataSource, data: [row] }])).toEqual({
      kind: 'full',
      sources: [{ dataSource, data: [row] }],
      defects: [],
      isWhole: true,
    })
  })

  it('keeps unknown sources and fields, and leaves missing fields missing', () => {
    const { sources } = parseFullStatistics([
      { dataSource: 'SOMETHING_NEW', data: [{ id: '', mood: 'calm' }] },
    ])
    expect(sources).toEqual([{ dataSource: 'SOMETHING_NEW', data: [{ id: '', mood: 'calm' }] }])
  })

  it('does not treat a block without rows as an empty source', () => {
    expect(parseFullStatistics([{ dataSource: 'ACD_STATUS' }, null, 3, { data: [] }]).sources).toEqual([])
    expect(parseFullStatistics('text').sources).toEqual([])
  })

  it('skips a row without an id', () => {
    const { sources, defects } = parseFullStatistics([
      { dataSource: 'ACD_STATUS', data: [{ callsInQueue: 1 }, 4] },
    ])
    expect(sources).toEqual([{ dataSource: 'ACD_STATUS', data: [] }])
    expect(defects).toHaveLength(2)
  })
})

describe(parseIncrementalStatistics, () => {
  it('reads removed as ids, numbers or objects', () => {
    const { sources } = parseIncrementalStatistics([
      { dataSource: 'ACD_STATUS', removed: ['1', 2, { id: '3' }, { id: 4 }, null, {}] },
    ])
    expect(sources).toEqual([
      { dataSource: 'ACD_STATUS', added: [], updated: [], removed: ['1', '2', '3', '4'] },
    ])
  })

  it('keeps a field named __proto__ as a field', () => {
    const payLoad: unknown = JSON.parse(
      '[{"dataSource":"ACD_STATUS","updated":[{"id":"1","__proto__":{"x":1}}]}]',
    )
    const { sources } = parseIncrementalStatistics(payLoad)
    expect(Object.hasOwn(sources[0]?.updated[0] ?? {}, '__proto__')).toBe(true)
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
  })
})

describe(parseStatistics, () => {
  const eventOf = (eventId: string, payLoad: unknown) => {
    const parsed = parseFrame(JSON.stringify({ context: { eventId }, payLoad }))
    if (!parsed.ok) throw new Error(parsed.reason)
    return parsed.event
  }

  it('parses events 5000 and 5012 and no others', () => {
    const dataSource = 'ACD_STATUS'
    expect(parseStatistics(eventOf('5000', [{ dataSource, data: [{ id: '1' }] }]))).toMatchObject({
      kind: 'full',
      sources: [{ dataSource, data: [{ id: '1' }] }],
    })
    expect(parseStatistics(eventOf('5012', [{ dataSource, removed: ['1'] }]))).toMatchObject({
      kind: 'increment',
      sources: [{ dataSource, removed: ['1'] }],
    })
    expect(parseStatistics(eventOf('5011', []))).toBeUndefined()
  })
})

describe(parseQueueNames, () => {
  it('names a queue without a name by its id, and skips entries without an id', () => {
    expect(parseQueueNames([{ id: '1', name: 'Sales' }, { id: 2 }, { name: 'lost' }, null])).toEqual([
      { id: '1', name: 'Sales' },
      { id: '2', name: '2' },
    ])
    expect(parseQueueNames({ error: true })).toEqual([])
  })
})

describe('eventCatalogue', () => {
  it('lists events of the agent socket, such as a queue snapshot', () => {
    expect(eventCatalogue.find(({ id }) => id === '29')?.socket).toBe('agent')
  })

  it('gives the id of every event by its name', () => {
    expect(EventId.EVENT_STATS).toBe('5000')
    expect(Object.keys(EventId)).toHaveLength(eventCatalogue.length)
  })

  it('names each id once', () => {
    expect(new Set(eventCatalogue.map(({ id }) => id)).size).toBe(eventCatalogue.length)
  })
})
