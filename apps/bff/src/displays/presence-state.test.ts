import { describe, expect, it } from 'vitest'
import {
  byHealth,
  paintedAgeMsOf,
  presenceDisconnected,
  presenceConnected,
  presencePaired,
  presenceReported,
  presenceConflicted,
  presenceReplaced,
  healthOf,
  initialPresence,
} from './presence-state.ts'

const origin = { address: '10.0.0.7', browser: 'Chromium' }
const report = {
  width: 1920,
  height: 1080,
  build: 'b',
  paintedAgeMs: 400,
  frameMsP50: 16,
  frameMsP95: 17,
  heapBytes: null,
  sound: 'off',
} as const
const minuteMs = 60_000

describe(healthOf, () => {
  it.each([
    [59_999, 'healthy'],
    [60_000, 'silent'],
    [149_999, 'silent'],
    [150_000, 'offline'],
  ] as const)('is, after %d ms of silence, %s', (silentMs, health) => {
    expect(healthOf(presenceReported(initialPresence, report, 0), silentMs)).toBe(health)
    expect(healthOf(presencePaired(initialPresence, 0), silentMs)).toBe(health)
  })

  it('is offline for a display that has not connected since the server started', () => {
    expect(healthOf(initialPresence, 1_000)).toBe('offline')
  })

  it('is stale for a display that reports in time and shows old data', () => {
    const seen = presenceReported(initialPresence, { ...report, paintedAgeMs: 15_000 }, 0)
    expect(healthOf(seen, 1_000)).toBe('stale')
  })

  it('is conflict after three takeovers in ten minutes; one is a reload', () => {
    const once = presenceReplaced(presenceConnected(initialPresence, 0, origin), 0)
    expect(healthOf(presenceReported(once, report, 1_000), 1_000)).toBe('healthy')
    const thrice = presenceReplaced(presenceReplaced(once, 1_000), 2_000)
    expect(healthOf(presenceReported(thrice, report, 3_000), 3_000)).toBe('conflict')
    const later = presenceReported(thrice, report, 11 * minuteMs)
    expect(healthOf(later, 11 * minuteMs)).toBe('healthy')
  })
})

describe(presenceConflicted, () => {
  it('is reported at once and for ten minutes, also when the display is otherwise healthy', () => {
    const seen = presenceReported(
      presenceConflicted(presenceConnected(initialPresence, 0, origin), 0),
      report,
      0,
    )
    expect(healthOf(seen, 1)).toBe('conflict')
    const later = presenceReported(seen, report, 10 * minuteMs)
    expect(healthOf(later, 10 * minuteMs)).toBe('healthy')
  })
})

describe(presenceConnected, () => {
  it('keeps the instant of the first connection until the display disconnects', () => {
    const again = presenceConnected(presenceConnected(initialPresence, 1, origin), 2, origin)
    expect(again).toMatchObject({ onlineSince: 1, lastSeenAt: 2 })
    expect(presenceConnected(presenceDisconnected(again), 3, origin)).toMatchObject({ onlineSince: 3 })
  })
})

describe(paintedAgeMsOf, () => {
  const online = presenceConnected(initialPresence, 1_000, origin)
  it('is the reported age of a connected display, Infinity without data', () => {
    expect(paintedAgeMsOf(presenceReported(online, report, 1_500))).toBe(400)
    expect(paintedAgeMsOf(presenceReported(online, { ...report, paintedAgeMs: null }, 1_500))).toBe(Infinity)
  })

  it('is undefined before the first report, after a disconnect, and until the next report', () => {
    expect(paintedAgeMsOf(online)).toBeUndefined()
    const gone = presenceDisconnected(presenceReported(online, report, 1_500))
    expect(paintedAgeMsOf(gone)).toBeUndefined()
    const back = presenceConnected(gone, 60_000, origin)
    expect(paintedAgeMsOf(back)).toBeUndefined()
    expect(paintedAgeMsOf(presenceReported(back, report, 61_000))).toBe(400)
  })
})

describe(byHealth, () => {
  it('sorts the worst first, equal ones by name', () => {
    const screens = [
      { health: 'healthy', name: 'B' },
      { health: 'silent', name: 'D' },
      { health: 'healthy', name: 'A' },
      { health: 'offline', name: 'C' },
    ] as const
    expect([...screens].sort(byHealth).map(({ name }) => name)).toEqual(['C', 'D', 'A', 'B'])
  })
})
