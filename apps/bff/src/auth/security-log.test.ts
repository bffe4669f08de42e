import { describe, expect, it } from 'vitest'
import { createSecurityLog, type SecurityDetail } from './security-log.ts'

function setUp() {
  let now = 0
  const lines: (SecurityDetail & { event: string })[] = []
  const log = createSecurityLog({
    now: () => now,
    line: (event, detail) => lines.push({ event, ...detail }),
  })
  return {
    log,
    lines,
    passMs: (ms: number) => {
      now += ms
    },
  }
}

describe(createSecurityLog, () => {
  it('writes sixty lines of a kind in a minute, and then how many were skipped', () => {
    const { log, lines, passMs } = setUp()
    for (let each = 0; each < 100; each += 1) log.write('sign-in', { result: 'refused', user: `u${each}` })
    log.write('sign-in', { result: 'ok', user: 'ann' })
    expect(lines).toHaveLength(61)
    expect(lines.at(-1)).toEqual({ event: 'sign-in', result: 'ok', user: 'ann' })
    log.flush()
    expect(lines).toHaveLength(61)
    passMs(60_000)
    log.flush()
    expect(lines.at(-1)).toEqual({ event: 'sign-in', result: 'refused', skipped: 40 })
    log.write('sign-in', { result: 'refused', user: 'bea' })
    expect(lines.at(-1)).toMatchObject({ user: 'bea' })
  })

  it('reports skipped lines also before the next event of the kind', () => {
    const { log, lines, passMs } = setUp()
    for (let each = 0; each < 61; each += 1) log.write('host', { result: 'unknown' })
    passMs(60_000)
    log.write('host', { result: 'unknown', address: 'a' })
    expect(lines.slice(-2)).toEqual([
      { event: 'host', result: 'unknown', skipped: 1 },
      { event: 'host', result: 'unknown', address: 'a' },
    ])
  })
})
