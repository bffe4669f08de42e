import { z } from 'zod/mini'
import { BoardId, DisplayReport, DisplaySettings, TimeZone } from './displays.ts'
import { isTimeZone } from '../time-zone.ts'

/** `/api/displays`: all displays of a domain, for the desk. */

const Instant = z.number()

/**
 * How a display does. `stale`: it shows old data; `silent`: no report for 60 s; `offline`: none for 150 s; `conflict`:
 * two screens use its token; `drill`: it shows a recording, and reports nothing.
 */
export const DisplayHealth = z.enum(['healthy', 'stale', 'silent', 'offline', 'conflict', 'drill'])
export type DisplayHealth = z.infer<typeof DisplayHealth>

/** One display of the list. */
export const DisplaySummary = z.object({
  id: z.string(),
  name: z.string(),
  boardId: z.string(),
  /** The board that it shows now; differs from `boardId` while an entry of its schedule applies. */
  shownBoardId: z.string(),
  pairedAt: Instant,
  pairedBy: z.string(),
  settings: DisplaySettings,
  /** Fields whose stored values the server could not read and replaced by defaults: set them again, or pair again. */
  unreadable: z.optional(z.array(z.string())),
  health: DisplayHealth,
  /** Who started the drill that it shows, when, and of what; null while it shows live figures. */
  drill: z.nullable(z.object({ id: z.string(), by: z.string(), since: Instant, isSimulated: z.boolean() })),
  /** Null while the display is not connected. */
  onlineSince: z.nullable(Instant),
  lastSeenAt: z.nullable(Instant),
  address: z.nullable(z.string()),
  browser: z.nullable(z.string()),
  report: z.nullable(DisplayReport),
})
export type DisplaySummary = z.infer<typeof DisplaySummary>

/** `GET /api/displays`: the least healthy first. */
export const DisplayList = z.object({ serverTime: Instant, displays: z.array(DisplaySummary) })
export type DisplayList = z.infer<typeof DisplayList>

const KnownTimeZone = TimeZone.check(z.refine(isTimeZone, 'a time zone such as Europe/Berlin'))
const DisplayName = z.string().check(z.trim(), z.minLength(1), z.maxLength(80))

/** `POST /api/displays`: pairs the screen that shows the code. */
export const NewDisplay = z.strictObject({
  code: z.string().check(z.maxLength(40)),
  name: DisplayName,
  boardId: BoardId,
  timeZone: z.optional(KnownTimeZone),
})
export type NewDisplay = z.infer<typeof NewDisplay>

/** `PATCH /api/displays/:id`. */
export const DisplayChange = z.strictObject({
  name: z.optional(DisplayName),
  boardId: z.optional(BoardId),
  ...z.partial(DisplaySettings).shape,
  timeZone: z.optional(KnownTimeZone),
})
export type DisplayChange = z.infer<typeof DisplayChange>

/** `POST /api/displays/:id/commands`. */
export const DisplayCommand = z.strictObject({ command: z.enum(['identify', 'reload']) })
export type DisplayCommand = z.infer<typeof DisplayCommand>
