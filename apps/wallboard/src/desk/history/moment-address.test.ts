import { describe, expect, it } from 'vitest'
import { speeds } from '../time-strip/speeds.ts'
import { parseAddress, queryOf } from './moment-address.ts'

const at = Date.parse('2026-11-26T10:31:00.250Z')

describe(parseAddress, () => {
  it.each([undefined, ...speeds])('reads the moment that queryOf wrote, at speed %s', (speed) => {
    for (const board of ['all-queues', '7']) {
      const address = { at, board, speed }
      expect(parseAddress(queryOf(address))).toEqual({ ok: true, address })
    }
  })

  it('opens the last recorded instant of all queues without a query', () => {
    const address = { at: undefined, board: 'all-queues', speed: undefined }
    expect(parseAddress({})).toEqual({ ok: true, address })
    expect(queryOf(address)).toEqual({})
  })

  it.each([
    [{ at: 'yesterday' }, 'at'],
    [{ at: '2026-11-26' }, 'at'],
    [{ at: '2026-11-26T10:31:00' }, 'at'],
    [{ at: '' }, 'at'],
    [{ speed: '7' }, 'speed'],
    [{ speed: '' }, 'speed'],
  ])('refuses %j', (query, invalid) => {
    expect(parseAddress(query)).toEqual({ ok: false, invalid })
  })

  it('accepts an offset', () => {
    expect(parseAddress({ at: '2026-11-26T11:31:00.250+01:00' })).toMatchObject({ address: { at } })
  })
})
