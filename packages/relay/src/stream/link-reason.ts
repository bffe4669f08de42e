import { z } from 'zod/mini'

/** Reasons without parameters. */
export const plainLinkCodes = [
  'credentials-refused',
  'duplicate-login',
  'session-stuck',
  'duplicate-connection',
  'frame-too-large',
  'evicted',
] as const

/**
 * Why the link to Five9 is not up, where a person can act on it: a code with parameters. The message catalogue of the
 * browser has a sentence for each.
 */
export const LinkReason = z.discriminatedUnion('code', [
  z.strictObject({
    code: z.enum(plainLinkCodes),
  }),
  /** The HTTP status that the proxy between the server and Five9 answered. */
  z.strictObject({ code: z.literal('proxy-refused'), status: z.number() }),
  z.strictObject({
    code: z.literal('tls-failed'),
    fault: z.enum(['expired', 'not-yet-valid', 'untrusted', 'revoked', 'wrong-host', 'protocol']),
    host: z.string(),
  }),
  /** The session ended with an error that has no code of its own here. */
  z.strictObject({ code: z.literal('session-ended'), five9Code: z.string() }),
  /** No session runs for this user. */
  z.strictObject({ code: z.literal('no-session'), username: z.string() }),
])
export type LinkReason = z.infer<typeof LinkReason>

/** Why Five9 did not give a list of names. `status` is the HTTP status of a reply that is no list. */
export const UnreadReason = z.discriminatedUnion('code', [
  z.strictObject({ code: z.enum(['permission-denied', 'unreachable']) }),
  z.strictObject({ code: z.literal('unusable-reply'), status: z.nullable(z.number()) }),
])
export type UnreadReason = z.infer<typeof UnreadReason>

/** A list of names that Five9 did not give, and why: its content is unknown, which is not the same as empty. */
export const UnreadList = z.strictObject({
  list: z.enum(['queues', 'agents', 'campaigns', 'reasons']),
  reason: UnreadReason,
})
export type UnreadList = z.infer<typeof UnreadList>
