import { z } from 'zod/mini'

/** `/api/pairing`: an unpaired screen shows a code, and the desk approves it. */

const Instant = z.number()

/** The reply to an unpaired screen that requests a code (`POST /api/pairing`) or the progress of its code (`GET`). */
export const PairingProgress = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('waiting'),
    code: z.string(),
    expiresAt: Instant,
    pollEveryMs: z.number(),
  }),
  z.object({ state: z.literal('paired') }),
  z.object({ state: z.literal('expired') }),
])
export type PairingProgress = z.infer<typeof PairingProgress>

/** `POST /api/pairing`: the size of the screen, by which the supervisor recognizes it. */
export const PairingCodeRequest = z.strictObject({
  width: z.int().check(z.minimum(1), z.maximum(20_000)),
  height: z.int().check(z.minimum(1), z.maximum(20_000)),
})
export type PairingCodeRequest = z.infer<typeof PairingCodeRequest>

/** `GET /api/pairing/:code`: the screen that shows this code. The supervisor checks it before approving. */
export const PendingPairing = z.object({
  code: z.string(),
  requestedAt: Instant,
  expiresAt: Instant,
  address: z.string(),
  browser: z.string(),
  width: z.number(),
  height: z.number(),
})
export type PendingPairing = z.infer<typeof PendingPairing>
