import { expect, it, vi } from 'vitest'
import { reloadPage } from './reload-page.ts'

it('reloads at once, and again after half a minute at the earliest, also when the clock was set back', () => {
  const stored = new Map<string, string>()
  const reload = vi.fn()
  vi.stubGlobal('location', { reload })
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  })
  const start = Date.UTC(2026, 10, 27)
  const hour = 3_600_000
  const reloadsAt = (ms: number) => {
    vi.spyOn(Date, 'now').mockReturnValue(start + ms)
    reloadPage()
    return reload.mock.calls.length
  }
  expect([0, 1_000, 29_999, 30_000, 31_000, 60_000, 60_000 - hour, 61_000 - hour].map(reloadsAt)).toEqual([
    1, 1, 1, 2, 2, 3, 4, 4,
  ])
})
