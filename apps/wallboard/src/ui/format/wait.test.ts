import { describe, expect, it } from 'vitest'
import { formatAge, formatSiteTime, formatTime, formatWait, waitLength } from './wait.ts'

describe(formatWait, () => {
  it.each([
    [undefined, '–'],
    [-5, '0:00'],
    [7_900, '0:07'],
    [247_000, '4:07'],
    [3_599_999, '59:59'],
    [66_767_000, '18 h 32'],
  ])('%j ms is %s', (ms, text) => {
    expect(formatWait(ms)).toBe(text)
  })
})

describe(waitLength, () => {
  it('counts digits, letters and colons', () => {
    expect(['59:59', '8 h 26', '18 h 32'].map(waitLength)).toEqual([5, 4, 5])
  })
})

describe(formatAge, () => {
  it.each([
    [440, '0 s'],
    [9_900, '9 s'],
    [42_000, '42 s'],
    [360_000, '6 min'],
    [7_500_000, '2 h 05'],
  ])('%j ms is %s', (ms, text) => {
    expect(formatAge(ms)).toBe(text)
  })
})

describe(formatTime, () => {
  const at = Date.UTC(2026, 10, 26, 9, 30, 7)

  it('shows the time of the site, not of the browser', () => {
    expect(formatTime(at, 'Europe/Berlin')).toBe('10:30:07')
    expect(formatSiteTime(at, 'America/New_York')).toBe('04:30')
  })

  it('distinguishes seconds and time zones in any order of calls', () => {
    expect(formatTime(at + 999, 'Europe/Berlin')).toBe('10:30:07')
    expect(formatTime(at, 'Asia/Tokyo')).toBe('18:30:07')
    expect(formatTime(at + 1_000, 'Europe/Berlin')).toBe('10:30:08')
    expect(formatTime(at, 'Europe/Berlin')).toBe('10:30:07')
  })

  it('asks the browser once a minute: each time takes a third of a millisecond', () => {
    formatTime(at, 'Europe/Berlin')
    const { prototype } = Intl.DateTimeFormat
    const format = Object.getOwnPropertyDescriptor(prototype, 'format') ?? {}
    let times = 0
    Object.defineProperty(prototype, 'format', {
      ...format,
      get(this: Intl.DateTimeFormat): unknown {
        times += 1
        return format.get?.call(this)
      },
    })
    for (let second = 1; second <= 60; second += 1) formatTime(at + second * 1_000, 'Europe/Berlin')
    Object.defineProperty(prototype, 'format', format)
    expect(times).toBe(1)
    expect(formatTime(at + 60_000, 'Europe/Berlin')).toBe('10:31:07')
  })

  it('shows the browser’s own time for a time zone that the browser does not know', () => {
    expect(formatTime(at, 'Mars/Base')).toBe(formatTime(at))
    expect(formatSiteTime(at, 'Mars/Base')).toBe(formatSiteTime(at, undefined))
  })
})
