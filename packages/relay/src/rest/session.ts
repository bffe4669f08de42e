import { z } from 'zod/mini'

/** A person's session in a browser: `/api/session`. `DELETE` signs out and has neither body nor reply. */

/** `GET /api/session`: who is signed in; null when nobody is. */
export const SessionReply = z.object({ username: z.nullable(z.string()) })
export type SessionReply = z.infer<typeof SessionReply>

/** `POST /api/session`: signs in with the username and password of a Five9 supervisor. */
export const SignInBody = z.strictObject({
  username: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  password: z.string().check(z.minLength(1), z.maxLength(1_000)),
  /** Ends the session that the same user has elsewhere at Five9. */
  force: z._default(z.boolean(), false),
})
/** As a browser sends it: `force` may be left out. */
export type SignInBody = z.input<typeof SignInBody>

/** The reply to a sign-in. The session itself is a cookie that scripts cannot read. */
export const SignInReply = z.object({ username: z.string() })
export type SignInReply = z.infer<typeof SignInReply>
