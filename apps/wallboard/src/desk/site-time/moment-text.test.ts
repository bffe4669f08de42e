import { describe, expect, it } from 'vitest'
import { momentTextsOf } from './moment-text.ts'

const at = Date.UTC(2026, 10, 26, 23, 40, 5)

describe(momentTextsOf, () => {
  it('shows the time of day in the time zone, and the day where it is another one there', () => {
    const berlin = momentTextsOf('Europe/Berlin')
    const newYork = momentTextsOf('America/New_York')
    const hourEarlier = at - 3_600_000
    expect(berlin.momentText(at, at)).toBe('00:40:05')
    expect(berlin.momentText(hourEarlier, at)).toBe('26 Nov 23:40:05')
    expect(newYork.momentText(hourEarlier, at)).toBe('17:40:05')
    expect(newYork.minuteText(at - 86_400_000, at)).toBe('25 Nov 18:40')
    expect(newYork.timeText(at)).toBe('18:40')
  })

  it('falls back to the browser’s zone for one that it does not know', () => {
    expect(momentTextsOf('Mars/Olympus').momentText(at, at)).toBe(momentTextsOf(undefined).momentText(at, at))
  })
})
