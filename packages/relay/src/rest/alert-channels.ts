import { z } from 'zod/mini'

/**
 * `/api/alerts/channels`: where notices of alerts are sent. `/api/alerts/deliveries`: what was sent. All instants are epoch
 * milliseconds. Addresses and signing keys can be written, and are never sent to a client.
 */

/** `webhook`: Standard Webhooks 1.0. `slack`: an incoming webhook. `teams`: a workflow of Microsoft Teams. */
export const channelKinds = ['webhook', 'slack', 'teams'] as const
export const ChannelKind = z.enum(channelKinds)
export type ChannelKind = z.infer<typeof ChannelKind>

/** The name of a channel in rules and rule files. */
export const ChannelKey = z
  .string()
  .check(z.regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, '1 to 64 of a to z, 0 to 9 and -'))

const ChannelName = z.string().check(z.trim(), z.minLength(1), z.maxLength(80))
const Address = z.string().check(z.trim(), z.minLength(1), z.maxLength(2_000))

const minKeyBytes = 24
const maxKeyBytes = 64
const base64Length = (bytes: number) => Math.ceil(bytes / 3) * 4

/** `whsec_` and 24 to 64 random bytes in base64. The page that creates a channel generates it and shows it once. */
export const SigningKey = z.string().check(
  z.refine((text) => {
    const [, key = ''] =
      /^whsec_((?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/.exec(text) ?? []
    const bytes = (key.length / 4) * 3 - (key.match(/=/g)?.length ?? 0)
    return key.length <= base64Length(maxKeyBytes) && bytes >= minKeyBytes && bytes <= maxKeyBytes
  }, 'whsec_ and 24 to 64 bytes in base64'),
)

/** How many channels a domain may have. */
export const maxChannels = 50
/** How many messages may wait for delivery, in all domains. */
export const maxQueuedNotices = 1_000

/** `POST /api/alerts/channels`, by administrators. Answers 201 with the channel. */
export const NewChannel = z
  .strictObject({
    key: ChannelKey,
    name: ChannelName,
    kind: ChannelKind,
    address: Address,
    /** Required for `webhook`, refused for the others: their addresses are their secrets. */
    signingKey: z.optional(SigningKey),
    /** Whether messages may contain names of people. */
    allowsNames: z.boolean(),
  })
  .check(
    z.refine(({ kind, signingKey }) => (kind === 'webhook') === (signingKey !== undefined), {
      path: ['signingKey'],
      error: 'a signing key for a webhook, none for Slack and Teams',
    }),
  )
export type NewChannel = z.infer<typeof NewChannel>

/** `PUT /api/alerts/channels/:key`, by administrators: a field that is absent stays. Answers with the channel. */
export const ChannelChange = z.strictObject({
  name: z.optional(ChannelName),
  address: z.optional(Address),
  /** A new key. For a day the old one signs as well, so that the receiver can change over. */
  signingKey: z.optional(SigningKey),
  /** Ends the old key at once. */
  endsPreviousKey: z.optional(z.literal(true)),
  allowsNames: z.optional(z.boolean()),
  /** Switching a channel on again resets the count of its failures. */
  isEnabled: z.optional(z.boolean()),
})
export type ChannelChange = z.infer<typeof ChannelChange>

/** Why a channel is off: an administrator's choice, the receiver answered 410, or it failed 20 times over a day. */
export const channelOffReasons = ['switched-off', 'gone', 'failing'] as const
export const ChannelOffReason = z.enum(channelOffReasons)
export type ChannelOffReason = z.infer<typeof ChannelOffReason>

/** One channel of the list. */
export const Channel = z.object({
  key: z.string(),
  name: z.string(),
  kind: ChannelKind,
  /** The host of its address, such as `hooks.slack.com`; null when the stored address cannot be read. */
  host: z.nullable(z.string()),
  /** `secrets-unreadable`: `installation.key` has changed since; enter the address and the key again. */
  problem: z.nullable(z.literal('secrets-unreadable')),
  hasSigningKey: z.boolean(),
  /** Until when the previous key signs as well; null: it does not. */
  previousKeyUntil: z.nullable(z.number()),
  allowsNames: z.boolean(),
  isEnabled: z.boolean(),
  /** Null while it is enabled. */
  offReason: z.nullable(ChannelOffReason),
  createdAt: z.number(),
  createdBy: z.string(),
  changedAt: z.number(),
  changedBy: z.string(),
  /** Null: never. */
  lastDeliveredAt: z.nullable(z.number()),
  /** Failed attempts since the last success, and when the first of them was; null without one. */
  failures: z.int(),
  failingSince: z.nullable(z.number()),
  /** Notices that wait for others, and messages that wait; when the first of them is tried next: null without one. */
  queued: z.int(),
  nextAttemptAt: z.nullable(z.number()),
})
export type Channel = z.infer<typeof Channel>

/** `GET /api/alerts/channels`, by everybody in the domain: rules name channels. */
export const ChannelList = z.object({
  channels: z.readonly(z.array(Channel)),
  /** Whether the caller is an administrator, who may change channels and read deliveries. */
  mayEdit: z.boolean(),
})
export type ChannelList = z.infer<typeof ChannelList>

export const noticeTypes = [
  ...(['alert.firing', 'alert.acknowledged', 'alert.escalated'] as const),
  ...(['alert.resolved', 'alert.test'] as const),
] as const
export const NoticeType = z.enum(noticeTypes)

/** `delivered`: answered 2xx. `retrying`: failed, and is tried again. `failed`: failed for good. `dropped`: not sent. */
export const deliveryOutcomes = ['delivered', 'retrying', 'failed', 'dropped'] as const
export const DeliveryOutcome = z.enum(deliveryOutcomes)
export type DeliveryOutcome = z.infer<typeof DeliveryOutcome>

/** Why an attempt failed. `status`: the receiver answered; see the field `status`. */
export const attemptFaults = [
  ...(['status', 'redirect', 'gone', 'no-such-host', 'address-refused'] as const),
  ...(['no-connection', 'tls', 'timeout', 'ended', 'proxy', 'secrets-unreadable', 'too-large'] as const),
] as const
/**
 * Why a notice was not sent: older than 15 minutes; its alert ended before anything was delivered; nothing of its alert
 * was delivered here before; too many were waiting; the channel is off or was removed.
 */
export const dropReasons = [
  ...(['too-old', 'ended-before', 'not-announced'] as const),
  ...(['queue-full', 'channel-off', 'channel-removed'] as const),
] as const
export const DeliveryFault = z.enum([...attemptFaults, ...dropReasons])
export type DeliveryFault = z.infer<typeof DeliveryFault>

/** One attempt of a notice, or its drop. */
export const Delivery = z.object({
  id: z.string(),
  /** The `webhook-id`: the same for each attempt of a notice. */
  webhookId: z.string(),
  type: NoticeType,
  alertId: z.nullable(z.string()),
  /** What it was about, such as `Renewals: longest wait 5:01`. */
  title: z.string(),
  at: z.number(),
  /** 1 for the first attempt; 0 for a drop without one. */
  attempt: z.int(),
  outcome: DeliveryOutcome,
  fault: z.nullable(DeliveryFault),
  /** The status of HTTP; null without an answer. */
  status: z.nullable(z.int()),
  /** How long the attempt took; null for a drop. */
  ms: z.nullable(z.number()),
  /** The error in plain words; null without one. */
  detail: z.nullable(z.string()),
  /** The first kilobyte of the answer, as text; null without an answer. */
  response: z.nullable(z.string()),
  /** When the notice is tried again; null: never. */
  nextAttemptAt: z.nullable(z.number()),
})
export type Delivery = z.infer<typeof Delivery>

/** `GET /api/alerts/channels/:key/deliveries`, by administrators: the newest first, 200 at most, of the last 30 days. */
export const DeliveryList = z.object({ deliveries: z.readonly(z.array(Delivery)) })
export type DeliveryList = z.infer<typeof DeliveryList>

/**
 * `POST /api/alerts/channels/:key/test`: sends a test at once, once, past the queue; answers with its `Delivery`.
 * `POST /api/alerts/deliveries/:id/again`: queues the notice of a delivery once more, with the same `webhook-id`; answers 202.
 */
export const SendAgainReply = z.object({ webhookId: z.string() })
export type SendAgainReply = z.infer<typeof SendAgainReply>
