import { activities } from '@wallboard/statistics'
import { z } from 'zod/mini'

/* The fields of a written rule, each by itself; `rule.ts` checks them together. */

/** The most rules of a domain, and of a file. */
export const maxRules = 1_000

const Id = z.string().check(z.minLength(1), z.maxLength(64))
const Name = z.string().check(z.trim(), z.minLength(1), z.maxLength(80))
const Ids = z.union([z.literal('all'), z.array(Id).check(z.minLength(1), z.maxLength(500))])
const seconds = z.number().check(z.minimum(0), z.maximum(86_400))
const written = z.number().check(z.minimum(0), z.maximum(1_000_000))
const Key = z
  .string()
  .check(z.regex(/^[a-z0-9-]{1,64}$/, 'must be 1 to 64 lower-case letters, digits or hyphens'))

export const LimitLevel = z.enum(['warn', 'critical'])
export type LimitLevel = z.infer<typeof LimitLevel>

/** What a rule evaluates: one subject, or each of several. */
export const RuleSubject = z.union([
  z.strictObject({ floor: z.literal(true) }),
  z.strictObject({ queues: Ids }),
  z.strictObject({ group: z.strictObject({ name: Name, queues: Ids }) }),
  z.strictObject({ agents: z.strictObject({ queues: Ids, state: z.enum(activities) }) }),
  z.strictObject({ campaigns: Ids }),
  z.strictObject({ outboundCampaigns: Ids }),
  z.strictObject({ link: z.literal(true) }),
  z.strictObject({ displays: Ids }),
])
export type RuleSubject = z.infer<typeof RuleSubject>

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

/** Business hours by the local clock of the domain's zone. With `to` before `from` they end on the next day. */
export const BusinessHours = z.strictObject({
  days: z.array(z.enum(weekdays)).check(z.minLength(1), z.maxLength(7)),
  from: z.string().check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 08:00')),
  to: z
    .string()
    .check(z.regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time such as 18:00 or 24:00')),
})
export type BusinessHours = z.infer<typeof BusinessHours>

/** Who is notified: a channel, from which level on, and after how long without an acknowledgement. */
export const NotifyStep = z.strictObject({
  channel: Key,
  level: z.optional(
    LimitLevel.check(
      z.describe('From this level on; default: warn, or for a later step the worst level of the rule'),
    ),
  ),
  afterMinutes: z.optional(
    z
      .number()
      .check(z.minimum(0), z.maximum(1_440), z.describe('Minutes without an acknowledgement; default 0')),
  ),
  names: z.optional(z.boolean().check(z.describe('Messages may name agents, if the channel allows it'))),
})
export type NotifyStep = z.infer<typeof NotifyStep>

export const RuleShape = z.strictObject({
  version: z.literal(1),
  key: Key.check(z.describe('A stable name, unique among the rules')),
  name: Name,
  enabled: z.optional(z.boolean()),
  of: RuleSubject,
  metric: z.string().check(z.minLength(1), z.maxLength(64)),
  when: z
    .enum(['above', 'below', 'increase'])
    .check(z.describe('increase: risen by at least the limit between two snapshots')),
  relativeTo: z.optional(
    z
      .enum(['available-agents', 'normal-band'])
      .check(
        z.describe('Limits for each ready agent, or per cent beyond what is normal at this time of the week'),
      ),
  ),
  warn: z.optional(written),
  critical: z.optional(written),
  clears: z.optional(
    z
      .number()
      .check(
        ...[z.minimum(0), z.maximum(1_000)],
        z.describe('Where the alert ends: per cent of the limit, or points away from a limit in per cent'),
      ),
  ),
  onDelay: z.optional(seconds.check(z.describe('Seconds beyond the limit before the alert starts'))),
  offDelay: z.optional(seconds.check(z.describe('Seconds back within before it ends'))),
  cooldown: z.optional(
    seconds.check(z.describe('Seconds after an alert without messages for the next; default 600')),
  ),
  reAlarm: z.optional(
    seconds.check(z.describe('Seconds until an unacknowledged alert alarms again; 0: never; default 900')),
  ),
  hours: z.optional(z.array(BusinessHours).check(z.minLength(1), z.maxLength(21))),
  notify: z.optional(z.array(NotifyStep).check(z.maxLength(20))),
})

/** A written rule whose fields fit, one by one. */
export type RuleShape = z.infer<typeof RuleShape>
