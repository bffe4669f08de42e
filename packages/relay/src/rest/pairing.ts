import { z } from 'zod/mini'

/** How a screen without a pairing and a desk come together. */

const Instant = z.number()

/** A screen without a pairing asks for a code (`POST /api/pairing`) and then for how it stands (`GET /api/pairing`). */
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

/** What a screen says of itself when it asks for a code, so that the supervisor who approves it can identify it. */
export const PairingCodeRequest = z.strictObject({
  width: z.int().check(z.minimum(1), z.maximum(20_000)),
  height: z.int().check(z.minimum(1), z.maximum(20_000)),
})
export type PairingCodeRequest = z.infer<typeof PairingCodeRequest>

/** What the desk is shown before it approves a code (`GET /api/pairing/:code`). */
export const PendingPairing = z.object({
  code: z.string(),
  askedAt: Instant,
  expiresAt: Instant,
  address: z.string(),
  browser: z.string(),
  width: z.number(),
  height: z.number(),
})
export type PendingPairing = z.infer<typeof PendingPairing>
