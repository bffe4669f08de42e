import { z } from 'zod/mini'
import { Notice } from './notice.ts'

/** Error codes without parameters. */
const plainCodes = [
  // the request
  'foreign-origin',
  'incomplete',
  'not-found',
  'not-json',
  // the sender
  'no-token',
  'not-paired',
  'signed-out',
  'too-many-changes',
  // sign-in: what Five9 answered
  'credentials-refused',
  'duplicate-login',
  'five9-failed',
  'proxy-refused',
  'other-region',
  'session-stuck',
  'tls-failed',
  'unreachable',
  // boards
  'built-in',
  'in-use',
  'no-such-board',
  'revision-conflict',
  // channels of alerts
  'channel-exists',
  'channel-off',
  'no-such-channel',
  'no-such-delivery',
  // saved views
  'newer-view',
  'day-not-marked',
  'no-such-view',
  'not-own-view',
  // alerts
  'alert-not-firing',
  'no-such-alert',
  'no-such-rule',
  'no-such-silence',
  'rule-conflict',
  'rule-key-taken',
  // history
  'history-busy',
  'history-off',
  'history-unreadable',
  'no-such-replay',
  'no-such-queue',
  // actions
  'actions-off',
  'no-own-session',
  'agents-denied',
  'no-such-agent',
  'no-such-campaign',
  'no-such-notice',
  // displays
  'no-such-code',
  'no-such-display',
  'not-online',
  'not-pairing',
  // the server
  'database-damaged',
  'database-locked',
  'database-unreachable',
  'disk-failed',
  'disk-full',
  'disk-read-only',
  'drill-node-not-reachable',
  'internal',
  'no-feed',
  'owner-not-reachable',
  'stopping',
] as const

/** Which limit refuses an attempt: of sign-ins, of pairing codes that a display requests, or of codes that a person types. */
const attemptLimits = [
  ...(['browser', 'account-here', 'account', 'network', 'all', 'queue'] as const),
  ...(['pairing-codes', 'code-guesses'] as const),
] as const

/** The error in a reply: a code, and parameters where its sentence needs some. */
export const ErrorBody = z.discriminatedUnion('code', [
  z.object({ code: z.enum(plainCodes) }),
  z.object({
    code: z.literal('bad-request'),
    /**
     * The first invalid field, zod's code of the problem, and the schema's own English message where it has one. Empty
     * when the request could not be parsed at all.
     */
    params: z.object({
      field: z.optional(z.string()),
      problem: z.optional(z.string()),
      expected: z.optional(z.string()),
    }),
  }),
  z.object({ code: z.literal('unknown-host'), params: z.object({ host: z.string() }) }),
  z.object({
    code: z.literal('host-rewritten'),
    /** The page's origin as the browser sent it, and the host that the server received. */
    params: z.object({ origin: z.string(), host: z.string() }),
  }),
  z.object({
    code: z.literal('not-admin'),
    params: z.object({
      reason: z.enum(['not-listed', 'no-admins', 'not-service-account']),
      username: z.string(),
    }),
  }),
  z.object({
    code: z.literal('too-many-attempts'),
    params: z.object({ limit: z.enum(attemptLimits), retryAfterSeconds: z.number() }),
  }),
  z.object({
    code: z.literal('no-history'),
    /** From when to when something is recorded, epoch milliseconds; null when nothing is. */
    params: z.object({ from: z.nullable(z.number()), to: z.nullable(z.number()) }),
  }),
  z.object({
    code: z.literal('action-refused'),
    /** Five9's own words; `permission`: the person lacks the permission at Five9. */
    params: z.object({
      reason: z.string(),
      why: z.enum(['permission', 'request', 'no-session', 'no-answer']),
    }),
  }),
  /** The person has to read these notices of Five9, then sign in again with their ids in `acceptNotices`. */
  z.object({ code: z.literal('notices-waiting'), params: z.object({ notices: z.array(Notice) }) }),
  z.object({ code: z.literal('too-many-channels'), params: z.object({ max: z.number() }) }),
  z.object({ code: z.literal('too-many-boards'), params: z.object({ max: z.number() }) }),
  z.object({ code: z.literal('too-many-replays'), params: z.object({ max: z.number() }) }),
  z.object({ code: z.literal('too-many-rules'), params: z.object({ max: z.number() }) }),
  z.object({ code: z.literal('too-many-silences'), params: z.object({ max: z.number() }) }),
  z.object({ code: z.literal('too-many-views'), params: z.object({ max: z.number() }) }),
])
export type ErrorBody = z.infer<typeof ErrorBody>

/** Every error of the REST interface. A sentence for each is in the message catalogue of the browser. */
export type ErrorCode = ErrorBody['code']

/** Which limit of sign-ins or pairing codes refuses an attempt. */
export type AttemptLimit = (typeof attemptLimits)[number]

/** The body of an error reply. */
export const ErrorReply = z.object({ error: ErrorBody })
