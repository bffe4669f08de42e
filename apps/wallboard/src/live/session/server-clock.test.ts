import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  initialServerClock,
  serverClockReceived,
  isClockUncertain,
  serverClockAfterSleep,
  type ServerClock,
} from './server-clock-state.ts'

const offsetMs = 7_200_000

/** Messages of a server that is `offsetMs` ahead, by the screen's instants at which they were sent and read. */
function listen(
  messages: readonly { readonly sentAt: number; readonly readAt: number }[],
  ahead: (sentAt: number) => number = () => offsetMs,
): ServerClock {
  const [first, ...rest] = messages.map(({ sentAt, readAt }) => ({
    serverTime: sentAt + ahead(sentAt),
    readAt,
  }))
  if (first === undefined) throw new Error('no messages')
  return rest.reduce(
    (clock, { serverTime, readAt }) => serverClockReceived(clock, serverTime, readAt),
    initialServerClock(first),
  )
}
const beats = (from: number, to: number, delayMs: number) =>
  Array.from({ length: (to - from) / 1_000 + 1 }, (_, index) => from + index * 1_000).map((sentAt) => ({
    sentAt,
    readAt: sentAt + delayMs,
  }))

describe('the estimate of the server’s clock', () => {
  it('uses the fastest message, and is never ahead of the server', () => {
    expect(
      listen([
        { sentAt: 0, readAt: 90 },
        { sentAt: 1_000, readAt: 1_020 },
        { sentAt: 2_000, readAt: 2_700 },
      ]),
    ).toMatchObject({ offsetMs: offsetMs - 20 })
    fc.assert(
      fc.property(fc.array(fc.nat(20_000), { minLength: 1, maxLength: 200 }), (delays) => {
        const clock = listen(
          delays.map((delay, index) => ({ sentAt: index * 1_000, readAt: index * 1_000 + delay })),
        )
        expect(clock.offsetMs).toBeLessThanOrEqual(offsetMs)
        // What was once known is not forgotten for a message that comes late.
        expect(clock.offsetMs).toBeGreaterThanOrEqual(offsetMs - Math.max(...delays))
      }),
    )
  })

  it('[row 23, 27, 50] is not set back by messages that queued up while the page stood still', () => {
    const frozen = beats(61_000, 136_000, 0).map(({ sentAt }) => ({ sentAt, readAt: 136_000 }))
    const all = [...beats(0, 60_000, 5), ...frozen]
    for (let count = 62; count <= all.length; count += 1) {
      const clock = listen(all.slice(0, count))
      expect(clock.offsetMs).toBeGreaterThanOrEqual(offsetMs - 5)
      expect(isClockUncertain(clock, 136_000)).toBe(false)
    }
  })

  it('follows a drifting clock for weeks', () => {
    for (const drift of [-0.0002, 0.0002]) {
      const ahead = (sentAt: number) => offsetMs + sentAt * drift
      const lastAt = 6 * 3_600_000
      const clock = listen(beats(0, lastAt, 3), ahead)
      expect(Math.abs(clock.offsetMs - ahead(lastAt))).toBeLessThan(50)
    }
  })

  it('moves forward at once when the server is ahead', () => {
    const clock = listen([...beats(0, 10_000, 5), { sentAt: 11_000 + 3_600_000, readAt: 11_000 }])
    expect(clock.offsetMs).toBe(offsetMs + 3_600_000)
  })

  it('learns from the first message of a connection how much a proxy delays, and keeps that', () => {
    const begun = initialServerClock({ serverTime: offsetMs, readAt: 5_000, openedAt: 0 })
    expect(begun.offsetMs).toBe(offsetMs)
    const later = beats(1_000, 600_000, 5_000).reduce(
      (clock, { sentAt, readAt }) => serverClockReceived(clock, sentAt + offsetMs, readAt),
      begun,
    )
    expect(later.offsetMs).toBe(offsetMs)
    expect(isClockUncertain(later, 605_000)).toBe(false)
    // The proxy is mended.
    const mended = beats(606_000, 700_000, 3).reduce(
      (clock, { sentAt, readAt }) => serverClockReceived(clock, sentAt + offsetMs, readAt),
      later,
    )
    expect(Math.abs(mended.offsetMs - offsetMs)).toBeLessThan(10)
  })

  it('is uncertain when several messages in a row agree on another clock, and keeps the older one meanwhile', () => {
    const back = beats(61_000, 70_000, 0)
    const ahead = (sentAt: number) => (sentAt > 60_000 ? offsetMs - 3_600_000 : offsetMs)
    const at = (count: number) => listen([...beats(0, 60_000, 0), ...back.slice(0, count)], ahead)
    expect(isClockUncertain(at(2), 62_000)).toBe(false)
    expect(isClockUncertain(at(5), 65_000)).toBe(true)
    expect(at(5).offsetMs).toBe(offsetMs)
  })

  it('stays certain while a stalled network catches up', () => {
    const catchingUp = [9, 8, 7, 6, 5, 4].map((lateS, index) => ({
      sentAt: 61_000 + index * 1_000,
      readAt: 61_000 + index * 1_000 + lateS * 1_000 + index * 900,
    }))
    const all = [...beats(0, 60_000, 5), ...catchingUp]
    for (let count = 61; count <= all.length; count += 1)
      expect(isClockUncertain(listen(all.slice(0, count)), all[count - 1]?.readAt ?? 0)).toBe(false)
  })

  it('advances while the machine sleeps with its clock stopped', () => {
    const before = listen(beats(0, 60_000, 5))
    expect(serverClockAfterSleep(before, 75_000).offsetMs).toBe(before.offsetMs + 75_000)
  })
})
