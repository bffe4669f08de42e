import { z } from 'zod/mini'
import { minutesOf, siteClock } from '../site-clock.ts'

export { minutesOf, siteClock } from '../site-clock.ts'

/** What screens and desks say of one display. Pairing and the fleet stand apart: a paired screen loads neither. */

const ClockTime = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 22:30'))
/** Checked against the zones that there are when a desk says it, and not once more on every screen. */
export const TimeZone = z.string().check(z.maxLength(64))
export const BoardId = z.string().check(z.minLength(1), z.maxLength(64))

/** From `from` until `to` (past midnight when `to` is earlier) the screen is dimmed or blank. */
export const NightHours = z.strictObject({ from: ClockTime, to: ClockTime, look: z.enum(['dim', 'blank']) })
export type NightHours = z.infer<typeof NightHours>

/** Another board at certain times. Days are 0 (Sunday) to 6; of several entries that hold, the first counts. */
export const ScheduleEntry = z.strictObject({
  days: z.array(z.int().check(z.minimum(0), z.maximum(6))).check(z.minLength(1), z.maxLength(7)),
  from: ClockTime,
  to: ClockTime,
  boardId: BoardId,
})
export type ScheduleEntry = z.infer<typeof ScheduleEntry>

/** What a desk may set on a display beside its name and board. */
export const DisplaySettings = z.strictObject({
  timeZone: TimeZone,
  nightHours: z.nullable(NightHours),
  schedule: z.array(ScheduleEntry).check(z.maxLength(50)),
  /** Screens of one room share one speaker; empty: a room of its own. */
  room: z.string().check(z.trim(), z.maxLength(80)),
  /** Whether this screen may sound alarms: of those of a room that may, one does. */
  sound: z.optional(z.boolean()),
})
export type DisplaySettings = z.infer<typeof DisplaySettings>

/** How a screen looks at an instant: `dim` or `blank` in its night hours, else undefined. */
export function activeNightLook(
  { timeZone, nightHours }: Pick<DisplaySettings, 'timeZone' | 'nightHours'>,
  now: number,
): NightHours['look'] | undefined {
  if (nightHours === null) return undefined
  const { minutes } = siteClock(timeZone, now)
  const from = minutesOf(nightHours.from)
  const to = minutesOf(nightHours.to)
  const isNight = from < to ? minutes >= from && minutes < to : minutes >= from || minutes < to
  return isNight ? nightHours.look : undefined
}

/** What a screen says of itself every 30 s. Ages and frame times are milliseconds, memory is bytes. */
export const DisplayReport = z.strictObject({
  width: z.int().check(z.minimum(0), z.maximum(40_000)),
  height: z.int().check(z.minimum(0), z.maximum(40_000)),
  build: z.string().check(z.maxLength(64)),
  /** Age of the data that stood on the screen when it reported; null: no data is on it. */
  paintedAgeMs: z.nullable(z.number().check(z.nonnegative())),
  frameMsP50: z.nullable(z.number().check(z.nonnegative())),
  frameMsP95: z.nullable(z.number().check(z.nonnegative())),
  /** Null where the browser does not tell. */
  heapBytes: z.nullable(z.number().check(z.nonnegative())),
  sound: z.enum(['on', 'off', 'blocked']),
})
export type DisplayReport = z.infer<typeof DisplayReport>

/** `GET /api/display`: what a paired screen is. Its board comes by the stream. */
export const DisplayIdentity = z.object({ id: z.string(), name: z.string(), settings: DisplaySettings })
export type DisplayIdentity = z.infer<typeof DisplayIdentity>
