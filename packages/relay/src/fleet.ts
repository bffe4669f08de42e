import { z } from 'zod/mini'
import { DisplayReport, DisplaySettings } from './displays.ts'

/** What a desk is told of all screens of its domain. */

const Instant = z.number()

/**
 * How a screen stands: `well`; `late`, it paints old data; `quiet`, no word for 60 s; `lost`, none for 150 s;
 * `shared`, its token is used by two screens.
 */
export const Standing = z.enum(['well', 'late', 'quiet', 'lost', 'shared'])
export type Standing = z.infer<typeof Standing>

/** One screen of the fleet (`GET /api/displays`), worst standing first. */
export const DisplayCard = z.object({
  id: z.string(),
  name: z.string(),
  boardId: z.string(),
  /** The board that it shows now: another one where its schedule says so. */
  shownBoardId: z.string(),
  pairedAt: Instant,
  pairedBy: z.string(),
  settings: DisplaySettings,
  standing: Standing,
  /** Null while no socket of the screen is open. */
  onlineSince: z.nullable(Instant),
  lastSeenAt: z.nullable(Instant),
  address: z.nullable(z.string()),
  browser: z.nullable(z.string()),
  report: z.nullable(DisplayReport),
})
export type DisplayCard = z.infer<typeof DisplayCard>

/** `GET /api/displays`. */
export const Fleet = z.object({ serverTime: Instant, displays: z.array(DisplayCard) })
export type Fleet = z.infer<typeof Fleet>
