import { z } from 'zod/mini'
import { BoardId, DisplayReport, DisplaySettings, TimeZone } from './displays.ts'
import { isTimeZone } from '../time-zone.ts'

/** What a desk receives about all displays of its domain, and its requests about them. */

const Instant = z.number()

/**
 * How a screen stands: `well`; `late`, it paints old data; `quiet`, no word for 60 s; `lost`, none for 150 s;
 * `shared`, its token is used by two screens.
 */
export const DisplayHealth = z.enum(['healthy', 'stale', 'silent', 'offline', 'conflict'])
export type DisplayHealth = z.infer<typeof DisplayHealth>

/** One screen of the fleet (`GET /api/displays`), worst standing first. */
export const DisplaySummary = z.object({
  id: z.string(),
  name: z.string(),
  boardId: z.string(),
  /** The board that it shows now: another one where its schedule says so. */
  shownBoardId: z.string(),
  pairedAt: Instant,
  pairedBy: z.string(),
  settings: DisplaySettings,
  /** The parts that the server could not read and replaced: such a display has to be set again, or removed. */
  unreadable: z.optional(z.array(z.string())),
  health: DisplayHealth,
  /** Null while no socket of the screen is open. */
  onlineSince: z.nullable(Instant),
  lastSeenAt: z.nullable(Instant),
  address: z.nullable(z.string()),
  browser: z.nullable(z.string()),
  report: z.nullable(DisplayReport),
})
export type DisplaySummary = z.infer<typeof DisplaySummary>

/** `GET /api/displays`. */
export const DisplayList = z.object({ serverTime: Instant, displays: z.array(DisplaySummary) })
export type DisplayList = z.infer<typeof DisplayList>

const KnownTimeZone = TimeZone.check(z.refine(isTimeZone, 'a time zone such as Europe/Berlin'))
const DisplayName = z.string().check(z.trim(), z.minLength(1), z.maxLength(80))

/** `POST /api/displays`: approves a code. */
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
