import { describe, expect, it } from 'vitest'
import {
  encodeRecordingHeader,
  encodeRecordingLine,
  parseFrame,
  parseRecordingHeader,
  parseRecordingLine,
} from './index.ts'

const eventOf = (payLoad: unknown) => {
  const parsed = parseFrame(JSON.stringify({ context: { eventId: '5012', timeStamp: 7 }, payLoad }))
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.event
}

describe('a recording', () => {
  it('returns its header and frames', () => {
    const header = { recordedAt: 1_000, kind: 'supervisor', queues: [{ id: '1', name: 'Sales' }] } as const
    expect(parseRecordingHeader(encodeRecordingHeader(header))).toEqual({
      ok: true,
      value: { recording: 1, ...header },
    })
    const event = eventOf([{ dataSource: 'ACD_STATUS', updated: [{ id: '1', callsInQueue: 2 }] }])
    expect(parseRecordingLine(encodeRecordingLine(12.4, event), 2)).toMatchObject({
      ok: true,
      value: { t: 12, event },
    })
  })

  it('holds no customer data, whatever the name of the field', () => {
    const secrets = {
      ...{
        customer: 'Ada Lovelace',
        callbackNumber: '5551234',
        ANI: '5551234',
        customer_name: 'Ada Lovelace',
      },
      ...{
        number1: 5_551_234,
        from: 'Ada Lovelace',
        details: { who: 'Ada Lovelace' },
        currentAction: 'Ada Lovelace',
      },
    }
    const rows = [{ id: '7', state: 'ON_CALL', stateSince: 5, reasonCodeId: '0', ...secrets }]
    const statistics = encodeRecordingLine(
      0,
      eventOf([{ dataSource: 'AGENT_STATE', added: rows, removed: ['8'] }]),
    )
    expect(JSON.parse(statistics)).toMatchObject({
      frame: {
        payLoad: [
          {
            dataSource: 'AGENT_STATE',
            added: [{ id: '7', state: 'ON_CALL', stateSince: 5, reasonCodeId: '0' }],
            removed: ['8'],
          },
        ],
      },
    })
    const call = parseFrame(JSON.stringify({ context: { eventId: '4' }, payLoad: secrets }))
    if (!call.ok) throw new Error(call.reason)
    for (const line of [statistics, encodeRecordingLine(0, call.event)])
      for (const secret of ['Ada', '5551234', 'customer', 'who']) expect(line).not.toContain(secret)
  })

  it('keeps the metadata of a migration, which a replay needs', () => {
    const moved = parseFrame('{"context":{"eventId":"1002"},"payLoad":{"dataCenters":[{"name":"Atlanta"}]}}')
    if (!moved.ok) throw new Error(moved.reason)
    expect(encodeRecordingLine(0, moved.event)).toContain('Atlanta')
  })

  it('survives a frame of any depth', () => {
    const deep = `${'['.repeat(20_000)}1${']'.repeat(20_000)}`
    const parsed = parseFrame(`{"context":{"eventId":"5012"},"payLoad":${deep}}`)
    if (!parsed.ok) throw new Error(parsed.reason)
    expect(encodeRecordingLine(0, parsed.event).length).toBeLessThan(1_000)
  })

  it.each(['', 'x', '{}', '{"recording":2,"recordedAt":1}', '{"recording":1}'])(
    'rejects %j as a header with a reason',
    (line) => {
      expect(parseRecordingHeader(line)).toMatchObject({
        ok: false,
        reason: expect.stringMatching(/first line/) as string,
      })
    },
  )

  it.each(['', '{"t":1}', '{"t":-1,"frame":{"context":{"eventId":"1"}}}', '{"t":1,"frame":{"context":{}}}'])(
    'names the line that it cannot read: %j',
    (line) => {
      expect(parseRecordingLine(line, 9)).toMatchObject({
        ok: false,
        reason: expect.stringMatching(/^line 9 /) as string,
      })
    },
  )

  it('accepts a payload of any depth when writing and reading', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const frame = `{"context":{"eventId":"1002"},"payLoad":${deep}}`
    const parsed = parseFrame(frame)
    if (!parsed.ok) throw new Error(parsed.reason)
    expect(JSON.parse(encodeRecordingLine(1, parsed.event))).toMatchObject({ t: 1, frame: { payLoad: null } })
    expect(parseRecordingLine(`{"t":1,"frame":${frame}}`, 2)).toMatchObject({ ok: false })
  })
})
