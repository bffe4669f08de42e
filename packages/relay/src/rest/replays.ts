import { z } from 'zod/mini'

/** How many seconds of the past are played in a second of a replay. */
export const replaySpeeds = [1, 10, 60, 100] as const
export const ReplaySpeed = z.literal(replaySpeeds)
export type ReplaySpeed = z.infer<typeof ReplaySpeed>

/** Replays that a server runs at once. */
export const maxReplays = 4

const Instant = z.iso.datetime({ offset: true, error: 'an instant such as 2026-11-26T10:31:00Z' })
const Id = z.string().check(z.minLength(1), z.maxLength(64))

/** `POST /api/replays`: starts a replay of a board, or of the page of a queue. Join it by `connectUrl`. */
export const NewReplay = z.union([
  z.strictObject({ at: Instant, speed: ReplaySpeed, board: Id }),
  z.strictObject({ at: Instant, speed: ReplaySpeed, queue: Id }),
])
export type NewReplay = z.infer<typeof NewReplay>

/** The reply: its id, for `PATCH` and `DELETE /api/replays/:id` and for the address of the live connection. */
export const StartedReplay = z.object({ id: z.string() })

/** `PATCH /api/replays/:id`: another instant or speed. The stream goes on with a new epoch and a snapshot. */
export const ReplayChange = z.strictObject({ at: z.optional(Instant), speed: z.optional(ReplaySpeed) })
export type ReplayChange = z.infer<typeof ReplayChange>

/** The longest drill, and the longest list of its displays. */
const maxDrillMinutes = 240
const maxDrillDisplays = 200

/** How much traffic the agents of a simulated day get. */
export const simulatedTraffic = ['quiet', 'normal', 'busy'] as const

/** A simulated day: calls and agents are invented, queues and campaigns are those of the domain. */
const SimulatedDrill = z.strictObject({
  /** When it starts, by the site's clock. */
  from: z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 09:30')),
  traffic: z.enum(simulatedTraffic),
})
export type SimulatedDrill = z.infer<typeof SimulatedDrill>

const drillOptions = {
  speed: ReplaySpeed,
  minutes: z.optional(z.int().check(z.minimum(1), z.maximum(maxDrillMinutes))),
  displays: z.array(Id).check(z.minLength(1), z.maxLength(maxDrillDisplays)),
}

/**
 * `POST /api/drills`: shows a recording, or a simulated day, on displays in place of their live figures; 60 minutes unless
 * stated otherwise.
 */
export const NewDrill = z.union([
  z.strictObject({ at: Instant, ...drillOptions }),
  z.strictObject({ simulated: SimulatedDrill, ...drillOptions }),
])
export type NewDrill = z.infer<typeof NewDrill>

/** The reply: its id, for `DELETE /api/drills/:id`. */
export const StartedDrill = z.object({ id: z.string() })
