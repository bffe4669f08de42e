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
export type LinkReason =
  /**
   * Besides those of Five9 the reasons of a node of a cluster. `cluster-lost`: the node has no connection to Redis, and
   * so none to the node that owns the feed. `fail-over`: no node owns the feed, another one is taking over.
   * `sign-in-needed`: the node that owned the feed of a person has ended, and only the person has the password.
   */
  | { readonly code: (typeof plainLinkCodes)[number] | 'cluster-lost' | 'fail-over' | 'sign-in-needed' }
  /** The HTTP status with which the proxy between the server and Five9 replied. */
  | { readonly code: 'proxy-refused'; readonly status: number }
  | {
      readonly code: 'tls-failed'
      readonly fault: 'expired' | 'not-yet-valid' | 'untrusted' | 'revoked' | 'wrong-host' | 'protocol'
      readonly host: string
    }
  /** The session has ended with an error that has no other code here. */
  | { readonly code: 'session-ended'; readonly five9Code: string }
  /** No session runs for this user. */
  | { readonly code: 'no-session'; readonly username: string }

/** Not checked one by one, for the size of a display's first script: both ends are of one version. */
export const LinkReason = z.custom<LinkReason>(
  (value: unknown) => typeof value === 'object' && value !== null && 'code' in value,
)

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
