import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DataSource, outboundManagerFields, parseIncrementalStatistics } from '@wallboard/five9/events'
import { createStatistics } from '@wallboard/statistics'
import { createFeedStatistics } from './feed-statistics.ts'
import { relayedRow } from './relayed-fields.ts'

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth))
const frameOf = (payLoad: unknown, isFull = true) => ({
  isFull,
  payLoad,
  receivedAt: 1_000,
  timeStamp: null,
})

describe(relayedRow, () => {
  it('[R9] [R26] [row 12] keeps the documented fields of a row, and neither customer data nor undocumented fields', () => {
    const row = { id: 'a', state: 'ON_CALL', customer: 'Ada 555', pad: 'x', presence: { onVoice: true } }
    expect(relayedRow('AGENT_STATE', row)).toEqual({ id: 'a', state: 'ON_CALL' })
    expect(relayedRow('STATIONS', { id: 's', note: 'Ada' })).toEqual({ id: 's' })
    expect(relayedRow('LIST_STATE', { id: '1', callsInQueue: 1 })).toBeUndefined()
    expect(relayedRow('AGENT_STATE', { id: 'x'.repeat(129) })).toBeUndefined()
  })

  it('keeps the 17 fields of a running outbound campaign, and no number that it dials', () => {
    const numbers = Object.fromEntries(outboundManagerFields.map((field, at) => [field, at]))
    const row = { id: '4', ...numbers, campaignState: 'RUNNING' }
    expect(Object.keys(row)).toHaveLength(17)
    const dialing = { lastDialedNumber: '+1 201 555 0100', currentContact: { name: 'Ada' } }
    expect(relayedRow('OUTBOUND_CAMPAIGN_MANAGER', { ...row, ...dialing })).toEqual(row)
  })

  it('[row 14] makes an invalid value unknown, because the previous value is no longer true', () => {
    const row = { id: 'a', state: { deep: [] }, callType: 'x'.repeat(257), campaignId: Infinity }
    expect(relayedRow('AGENT_STATE', row)).toEqual({ id: 'a', state: null, callType: null, campaignId: null })
  })

  it('returns the same row when nothing has to be removed', () => {
    const row = { id: '1', callsInQueue: 1, currentLongestQueueTime: 5_000 }
    expect(relayedRow('ACD_STATUS', row)).toBe(row)
  })
})

describe('an increment', () => {
  const value = fc.constantFrom<unknown>(0, 1, 7, -1, '3', null, true, 'x'.repeat(300), { deep: [] })
  const field = fc.constantFrom(
    'callsInQueue',
    'callbacksInQueue',
    'currentLongestQueueTime',
    'pad',
    '__proto__',
  )
  const id = fc.constantFrom('0', '1', '2', '3', 'x'.repeat(129))
  const row = fc
    .tuple(id, fc.array(fc.tuple(field, value), { maxLength: 5 }))
    .map(([own, fields]): unknown =>
      JSON.parse(
        `{"id":"${own}"${fields.map(([name, each]) => `,"${name}":${JSON.stringify(each)}`).join('')}}`,
      ),
    )
  const rows = fc.array(row, { maxLength: 3 })
  const block = fc.record({
    dataSource: fc.constantFrom('ACD_STATUS', 'AGENT_STATE', 'OTHER'),
    added: rows,
    updated: rows,
    removed: fc.array(id, { maxLength: 1 }),
  })

  it('has the effect of its whole rows with relayed fields only, whatever is held and however often it names a row', () => {
    let compared = 0
    fc.assert(
      fc.property(fc.array(fc.array(block, { maxLength: 3 }), { maxLength: 8 }), (payLoads) => {
        const [read, plain] = [createFeedStatistics(() => undefined), createStatistics()]
        for (const [index, payLoad] of payLoads.entries()) {
          const receivedAt = 1_000 * (index + 1)
          const { changes } = read.received({ isFull: false, payLoad, receivedAt, timeStamp: receivedAt })
          const whole = parseIncrementalStatistics(payLoad).sources.flatMap((source) => {
            if (source.dataSource === 'OTHER') return []
            const relayed = (of: typeof source.added) =>
              of.flatMap((each) => relayedRow(source.dataSource, each) ?? [])
            const removed = source.removed.filter(({ length }) => length <= 128)
            return [{ ...source, added: relayed(source.added), updated: relayed(source.updated), removed }]
          })
          expect(changes).toEqual(plain.applyIncrement(whole, receivedAt))
          compared += changes.length
        }
        expect(read.full(['ACD_STATUS', 'AGENT_STATE'])).toEqual(plain.full(['ACD_STATUS', 'AGENT_STATE']))
      }),
      { numRuns: 1_000 },
    )
    expect(compared).toBeGreaterThan(1_000)
  })
})

describe('an increment that repeats all values of a row', () => {
  it('dates a running wait again, and changes nothing else', () => {
    const statistics = createFeedStatistics(() => undefined)
    const waiting = { id: '1', callsInQueue: 1, currentLongestQueueTime: 5_000 }
    const payLoad = [{ dataSource: 'ACD_STATUS', added: [], updated: [waiting], removed: [] }]
    const receive = (at: number) =>
      statistics.received({ isFull: false, payLoad, receivedAt: at, timeStamp: at })
    receive(1_000)
    const updated = [{ id: '1', asOf: 9_000, currentLongestQueueTime: 5_000 }]
    expect(receive(9_000).changes).toEqual([{ dataSource: 'ACD_STATUS', added: [], updated, removed: [] }])
  })
})

describe('an increment of a row that is held', () => {
  it('reads each field that has not changed once', () => {
    const statistics = createFeedStatistics(() => undefined)
    const row = { id: '1', callsInQueue: 2, agentsActive: 3, agentsOnCall: 1 }
    const receive = (updated: object) =>
      statistics.received(frameOf([{ dataSource: 'ACD_STATUS', added: [], updated: [updated] }], false))
    receive(row)
    const read = new Map<string, number>()
    const counted = (field: keyof typeof row, value: unknown) => ({
      enumerable: true,
      get() {
        read.set(field, (read.get(field) ?? 0) + 1)
        return value
      },
    })
    receive(
      Object.defineProperties(
        { id: '1' },
        {
          callsInQueue: counted('callsInQueue', 7),
          agentsActive: counted('agentsActive', 3),
          agentsOnCall: counted('agentsOnCall', 1),
        },
      ),
    )
    expect([...read.values()]).toEqual([1, 1, 1])
    expect(statistics.rows.rows('ACD_STATUS').get('1')).toMatchObject({ ...row, callsInQueue: 7 })
  })

  it('reports a value that is not of its type', () => {
    const anomalies: string[] = []
    const statistics = createFeedStatistics((anomaly) => anomalies.push(anomaly))
    const receive = (callsInQueue: unknown) =>
      statistics.received(
        frameOf([{ dataSource: 'ACD_STATUS', updated: [{ id: '1', callsInQueue }] }], false),
      )
    receive(2)
    receive({ nested: true })
    expect(anomalies).toEqual(['ACD_STATUS.callsInQueue is not of the documented type'])
    expect(statistics.rows.rows('ACD_STATUS').get('1')).toMatchObject({ callsInQueue: null })
  })
})

describe(createFeedStatistics, () => {
  const anomalies: string[] = []
  const figures = createFeedStatistics((anomaly) => anomalies.push(anomaly))
  const held = () => figures.full(Object.values(DataSource))

  it('[row 12, 19, 36] survives a frame of any depth and size, and stores nothing undocumented of it', () => {
    const rows = [{ id: '1', callsInQueue: 2, x: nested(100_000), pad: 'x'.repeat(1_000_000) }]
    figures.received(frameOf([{ dataSource: 'ACD_STATUS', data: rows }]))
    figures.received(frameOf([{ dataSource: 'ACD_STATUS', updated: rows, added: nested(9_000) }], false))
    figures.received(frameOf(nested(100_000)))
    figures.received(frameOf([{ dataSource: 'Z'.repeat(100_000), data: [] }]))
    expect(JSON.stringify(held())).toBe(
      JSON.stringify([{ dataSource: 'ACD_STATUS', data: [{ id: '1', callsInQueue: 2, asOf: 1_000 }] }]),
    )
    expect(Math.max(...anomalies.map(({ length }) => length))).toBeLessThanOrEqual(80)
  })

  it('[row 19] drops a frame with more rows than any domain has, and reports it', () => {
    const before = JSON.stringify(held())
    const many = Array.from({ length: 20_001 }, (_, index) => ({ id: `q${index}` }))
    const read = figures.received(frameOf([{ dataSource: 'ACD_STATUS', data: many }]))
    expect(read).toMatchObject({ isWhole: false, isTooLarge: true, sources: [], changes: [] })
    const ids = many.map(({ id }) => id)
    const removal = ['ACD_STATUS', 'AGENT_STATE', 'CAMPAIGN_STATE'].map((dataSource) => ({
      dataSource,
      removed: ids.slice(0, 17_000),
    }))
    expect(figures.received(frameOf(removal, false)).isTooLarge).toBe(true)
    expect(JSON.stringify(held())).toBe(before)
  })

  it('holds only scalars of known fields, for any JSON', () => {
    const field = fc.constantFrom('id', 'callsInQueue', 'state', 'stateSince', 'customer', 'pad', '__proto__')
    const row = fc.oneof(fc.jsonValue(), fc.dictionary(field, fc.jsonValue()))
    const block = fc.oneof(
      fc.jsonValue(),
      fc.record({
        dataSource: fc.constantFrom(...Object.values(DataSource), 'OTHER'),
        data: fc.oneof(fc.array(row), fc.jsonValue()),
        added: fc.oneof(fc.array(row), fc.jsonValue()),
        updated: fc.oneof(fc.array(row), fc.jsonValue()),
        removed: fc.oneof(fc.array(fc.jsonValue()), fc.jsonValue()),
      }),
    )
    const payLoad = fc.oneof(fc.array(block), fc.jsonValue())
    fc.assert(
      fc.property(fc.boolean(), payLoad, (isFull, anyPayLoad) => {
        figures.received(frameOf(JSON.parse(JSON.stringify(anyPayLoad)), isFull))
        for (const { data } of held())
          for (const each of data)
            for (const [name, value] of Object.entries(each)) {
              expect(['customer', 'pad', '__proto__']).not.toContain(name)
              expect(value === null || ['string', 'number', 'boolean'].includes(typeof value)).toBe(true)
            }
      }),
    )
  })
})
