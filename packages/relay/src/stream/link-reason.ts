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
  /**
   * Besides those of Five9 the reasons of a node of a cluster. `cluster-lost`: the node has no connection to Redis, and
   * so none to the node that owns the feed. `fail-over`: no node owns the feed, another one is taking over.
   * `sign-in-needed`: the node that owned the feed of a person has ended, and only the person has the password.
   */
  z.strictObject({
    code: z.enum([...plainLinkCodes, 'cluster-lost', 'fail-over', 'sign-in-needed']),
  }),
  /** The HTTP status with which the proxy between the server and Five9 replied. */
  z.strictObject({ code: z.literal('proxy-refused'), status: z.number() }),
  z.strictObject({
    code: z.literal('tls-failed'),
    fault: z.enum(['expired', 'not-yet-valid', 'untrusted', 'revoked', 'wrong-host', 'protocol']),
    host: z.string(),
  }),
  /** The session has ended with an error that has no other code here. */
  z.strictObject({ code: z.literal('session-ended'), five9Code: z.string() }),
  /** No session runs for this user. */
  z.strictObject({ code: z.literal('no-session'), username: z.string() }),
])
export type LinkReason = z.infer<typeof LinkReason>

/** Why a list of names could not be read from Five9. `status` is the HTTP status of a reply that is not a list. */
export const UnreadReason = z.discriminatedUnion('code', [
  z.strictObject({ code: z.enum(['permission-denied', 'unreachable']) }),
  z.strictObject({ code: z.literal('unusable-reply'), status: z.nullable(z.number()) }),
])
export type UnreadReason = z.infer<typeof UnreadReason>

/** A list of names that could not be read from Five9, with the reason. Its content is unknown, not empty. */
export const UnreadList = z.strictObject({
  list: z.enum(['queues', 'agents', 'campaigns', 'reasons']),
  reason: UnreadReason,
})
export type UnreadList = z.infer<typeof UnreadList>
