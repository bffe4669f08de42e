import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DataSource, outboundManagerFields } from '@wallboard/five9/events'
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
