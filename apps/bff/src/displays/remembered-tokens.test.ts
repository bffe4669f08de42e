import { describe, expect, it, vi } from 'vitest'
import { StorageError } from '../storage/storage-error.ts'
import type { Display } from './display.ts'
import { createRememberedTokens } from './remembered-tokens.ts'

const display: Display = {
  ...{ id: 'd1', org: '1', feed: 'wall', name: 'Door', boardId: 'b', pairedAt: 0, pairedBy: 'ann' },
  settings: { timeZone: 'UTC', nightHours: null, schedule: [], room: '' },
}
const minuteMs = 60_000

function setUp() {
  let now = 0
  const displays = new Map([[display.id, display]])
  const tokens = createRememberedTokens({ now: () => now, find: (id) => displays.get(id) })
  const answering = () => Promise.resolve<Display | undefined>(display)
  const unreachable = () => Promise.reject(new StorageError('unreachable', 'no answer'))
  return {
    ...{ tokens, displays, answering, unreachable },
    passMinutes: (minutes: number) => {
      now += minutes * minuteMs
    },
  }
}

describe(createRememberedTokens, () => {
  it('lets a display reconnect for an hour while the database is not reachable', async () => {
    const { tokens, answering, unreachable, passMinutes } = setUp()
    await tokens.authenticate('hash', answering)
    passMinutes(24 * 60) // it was connected for a day
    expect(await tokens.authenticate('hash', unreachable)).toEqual(display)
    passMinutes(60)
    expect(await tokens.authenticate('hash', unreachable)).toEqual(display)
    passMinutes(1)
    await expect(tokens.authenticate('hash', unreachable)).rejects.toThrow('no answer')
    await tokens.authenticate('hash', answering)
    expect(await tokens.authenticate('hash', unreachable)).toEqual(display)
  })

  it('lets a display connect that authenticated on another node only', async () => {
    const { tokens, displays, unreachable } = setUp()
    await expect(tokens.authenticate('hash', unreachable)).rejects.toThrow('no answer')
    tokens.learn(new Map([['hash', display.id]]))
    expect(await tokens.authenticate('hash', unreachable)).toEqual(display)
    displays.clear() // it was revoked
    expect(await tokens.authenticate('hash', unreachable)).toBeUndefined()
  })

  it('knows neither a revoked display nor a token that was never valid', async () => {
    const { tokens, displays, answering, unreachable } = setUp()
    await tokens.authenticate('hash', answering)
    await expect(tokens.authenticate('guess', unreachable)).rejects.toThrow('no answer')
    displays.clear()
    expect(await tokens.authenticate('hash', unreachable)).toBeUndefined()
    await tokens.authenticate('hash', () => Promise.resolve(undefined))
    await expect(tokens.authenticate('hash', unreachable)).rejects.toThrow('no answer')
  })

  it('does not wait for a database that stands still', async () => {
    const { tokens, answering } = setUp()
    await tokens.authenticate('hash', answering)
    vi.useFakeTimers()
    try {
      const found = tokens.authenticate('hash', () => new Promise(() => {}))
      await vi.advanceTimersByTimeAsync(2_000)
      expect(await found).toEqual(display)
    } finally {
      vi.useRealTimers()
    }
  })

  it('passes on every other failure of the database', async () => {
    const { tokens, answering } = setUp()
    await tokens.authenticate('hash', answering)
    const damaged = () => Promise.reject(new StorageError('damaged', 'damaged'))
    await expect(tokens.authenticate('hash', damaged)).rejects.toThrow('damaged')
  })
})
