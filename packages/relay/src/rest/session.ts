import { z } from 'zod/mini'

/** A person's session in a browser: `/api/session`. `DELETE` signs out and has neither body nor reply. */

/** The data centres of Five9 by region. */
export const regions = ['US', 'CA', 'LDN', 'FRK'] as const
export type SignInRegion = (typeof regions)[number]

/** `GET /api/session`. */
export const SessionReply = z.object({
  /** Who is signed in; null when nobody is. */
  username: z.nullable(z.string()),
  /**
   * True when the session is valid, but the server has no Five9 session of the user: after a restart, which forgets all
   * passwords. A sign-in with the Five9 password continues.
   */
  needsFive9SignIn: z.optional(z.boolean()),
  /** The regions that a sign-in may choose; empty when the server's configuration has chosen. */
  regions: z.array(z.enum(regions)),
})
export type SessionReply = z.infer<typeof SessionReply>

/** `POST /api/session`: signs in with the username and password of a Five9 supervisor. */
export const SignInBody = z.strictObject({
  username: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  password: z.string().check(z.minLength(1), z.maxLength(1_000)),
  /** Ends the session that the same user has elsewhere at Five9. */
  force: z._default(z.boolean(), false),
  /** Where the user's domain is; only where `GET /api/session` offers regions. */
  region: z.optional(z.enum(regions)),
  /** Ids of the maintenance notices that the person has read and accepts: those of a reply `notices-waiting`. */
  acceptNotices: z._default(z.array(z.string().check(z.maxLength(100))).check(z.maxLength(20)), []),
})
/** As a browser sends it: `force` may be left out. */
export type SignInBody = z.input<typeof SignInBody>

/** The reply to a sign-in. The session itself is a cookie that scripts cannot read. */
export const SignInReply = z.object({ username: z.string() })
export type SignInReply = z.infer<typeof SignInReply>
