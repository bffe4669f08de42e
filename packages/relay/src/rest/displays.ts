import { z } from 'zod/mini'
import { minutesOf, siteClock } from '../site-clock.ts'

export { minutesOf, siteClock } from '../site-clock.ts'

/** One display, as itself and the desk know it. Pairing and the list of displays are other files: a display does not load them. */

const ClockTime = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 22:30'))
/** Checked against the known time zones when the desk sends it (`KnownTimeZone`), not on displays. */
export const TimeZone = z.string().check(z.maxLength(64))
export const BoardId = z.string().check(z.minLength(1), z.maxLength(64))

/** The screen is dimmed or blank from `from` until `to`; past midnight when `to` is earlier. */
export const NightHours = z.strictObject({ from: ClockTime, to: ClockTime, look: z.enum(['dim', 'blank']) })
export type NightHours = z.infer<typeof NightHours>

/** Another board at certain times. Days are 0 (Sunday) to 6; of several matching entries the first wins. */
export const ScheduleEntry = z.strictObject({
  days: z.array(z.int().check(z.minimum(0), z.maximum(6))).check(z.minLength(1), z.maxLength(7)),
  from: ClockTime,
  to: ClockTime,
  boardId: BoardId,
})
export type ScheduleEntry = z.infer<typeof ScheduleEntry>

/** Settings of a display beside its name and board. */
export const DisplaySettings = z.strictObject({
  timeZone: TimeZone,
  nightHours: z.nullable(NightHours),
  schedule: z.array(ScheduleEntry).check(z.maxLength(50)),
  /** Displays of one room share one speaker; empty: the display is alone in its room. */
  room: z.string().check(z.trim(), z.maxLength(80)),
  /** Whether this display may sound alarms. One of those in a room does. */
  sound: z.optional(z.boolean()),
})
export type DisplaySettings = z.infer<typeof DisplaySettings>

/** How a display looks at an instant (epoch milliseconds): `dim` or `blank` in its night hours, else undefined. */
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

/** A display's report about itself, every 30 s. Ages and frame times are milliseconds, memory is bytes. */
export const DisplayReport = z.strictObject({
  width: z.int().check(z.minimum(0), z.maximum(40_000)),
  height: z.int().check(z.minimum(0), z.maximum(40_000)),
  build: z.string().check(z.maxLength(64)),
  /** Age of the painted data; null while none is painted. */
  paintedAgeMs: z.nullable(z.number().check(z.nonnegative())),
  frameMsP50: z.nullable(z.number().check(z.nonnegative())),
  frameMsP95: z.nullable(z.number().check(z.nonnegative())),
  /** Null in browsers that do not measure it. */
  heapBytes: z.nullable(z.number().check(z.nonnegative())),
  sound: z.enum(['on', 'off', 'blocked']),
})
export type DisplayReport = z.infer<typeof DisplayReport>

/** `GET /api/display`: who this display is. The stream sends its board. */
export const DisplayIdentity = z.object({ id: z.string(), name: z.string(), settings: DisplaySettings })
export type DisplayIdentity = z.infer<typeof DisplayIdentity>
