import { z } from 'zod/mini'
import { CoverageSpan, RecordedShare } from '../coverage.ts'

/**
 * `/api/alerts`: alerts, their rules and their history. All instants are epoch milliseconds. Values and limits are in the
 * base unit of their metric (`unit`): a count, milliseconds, a share from 0 to 1, or a ratio.
 */

/** An instant that a client chooses, in the years 1970 to 9999: not every number is a date, or fits into a database. */
const ChosenInstant = z.int().check(z.minimum(0), z.maximum(253_402_300_799_999))

export const AlertLevel = z.enum(['warn', 'critical'])
export type AlertLevel = z.infer<typeof AlertLevel>

export const alertUnits = ['count', 'ms', 'share', 'ratio'] as const
export const AlertUnit = z.enum(alertUnits)
export type AlertUnit = z.infer<typeof AlertUnit>

/** On which side of its limit an alert is. `increase`: its values are rises between two snapshots. */
export const AlertWhen = z.enum(['above', 'below', 'increase'])
export type AlertWhen = z.infer<typeof AlertWhen>

export const entityKinds = [
  ...(['floor', 'queue', 'group', 'agent', 'campaign', 'outbound-campaign'] as const),
  ...(['link', 'display'] as const),
] as const

/** What an alert is about. The id of a group is its name; those of the floor and the link are their kinds. */
export const AlertEntity = z.object({ kind: z.enum(entityKinds), id: z.string(), name: z.string() })
export type AlertEntity = z.infer<typeof AlertEntity>

/**
 * `pending`: beyond the limit, the on-delay runs. `recovering`: back within the limit, the off-delay runs. `suppressed`:
 * hidden by another alert, by business hours or by a silence. `no-data`: its source is not live, so it may have ended.
 */
export const alertStates = [
  ...(['pending', 'firing', 'acknowledged', 'recovering'] as const),
  ...(['suppressed', 'snoozed', 'no-data'] as const),
] as const
export const AlertStateName = z.enum(alertStates)
export type AlertStateName = z.infer<typeof AlertStateName>

/** The rule of an alert. A threshold of a board has an id that starts with `board:`, and the board's revision. */
export const AlertRuleRef = z.object({ id: z.string(), name: z.string(), revision: z.int() })

const Acknowledgement = z.object({
  by: z.string(),
  at: z.number(),
  note: z.nullable(z.string()),
  /** When it lapses; null: it holds until the alert gets worse or ends. */
  until: z.nullable(z.number()),
})

/** Why an alert is suppressed. `alert`: the id of the alert that hides it. */
export const SuppressedBy = z.object({
  by: z.enum(['alert', 'hours', 'silence', 'source', 'flood']),
  id: z.nullable(z.string()),
})

/** One active alert. */
export const AlertReply = z.object({
  id: z.string(),
  rule: AlertRuleRef,
  entity: AlertEntity,
  level: AlertLevel,
  state: AlertStateName,
  /** When it fired; when the limit was passed while it is pending. */
  since: z.number(),
  metric: z.string(),
  unit: AlertUnit,
  /** The last known value. */
  value: z.nullable(z.number()),
  limit: z.number(),
  /** Absent in the reply of an older server. */
  when: z.optional(AlertWhen),
  /** The worst value since it fired; of an increase the largest rise. */
  peak: z.nullable(z.number()),
  /** How often it has alarmed: the first time, at a worse level, and each repetition. */
  alarms: z.int(),
  acknowledged: z.nullable(Acknowledgement),
  snoozedUntil: z.nullable(z.number()),
  suppressedBy: z.nullable(SuppressedBy),
  /** For a threshold of a board. */
  board: z.nullable(z.object({ id: z.string(), name: z.string() })),
})
export type AlertReply = z.infer<typeof AlertReply>

/** `GET /api/alerts`: the active alerts that the caller may see, the most urgent first. */
export const AlertList = z.object({ asOf: z.number(), alerts: z.readonly(z.array(AlertReply)) })
export type AlertList = z.infer<typeof AlertList>

const Note = z.string().check(z.trim(), z.minLength(1), z.maxLength(500))

/** `POST /api/alerts/:id/acknowledge`. `DELETE` undoes it. Both answer with the alert. */
export const AcknowledgeInput = z.strictObject({ note: z.optional(Note) })
export type AcknowledgeInput = z.infer<typeof AcknowledgeInput>

/** The longest time of a snooze: eight hours. */
export const maxSnoozeMinutes = 480

/** `POST /api/alerts/:id/snooze`. `DELETE` ends it. Both answer with the alert. */
export const SnoozeInput = z.strictObject({
  minutes: z.int().check(z.minimum(1), z.maximum(maxSnoozeMinutes)),
})
export type SnoozeInput = z.infer<typeof SnoozeInput>

export const endReasons = ['cleared', 'subject-gone', 'rule-changed', 'rule-removed', 'source-dead'] as const

/** Something that happened to an alert after it fired. */
export const AlertEvent = z.object({
  at: z.number(),
  what: z.enum([
    ...(['fired', 'worsened', 'eased', 'acknowledged', 'unacknowledged', 'lapsed'] as const),
    ...(['snoozed', 'unsnoozed', 're-alarmed', 'escalated', 'ended'] as const),
    // Its source was not live from here on; it was again.
    ...(['no-data', 'data-again'] as const),
  ]),
  /** Who did it; null: the server. */
  by: z.nullable(z.string()),
  note: z.nullable(z.string()),
})
export type AlertEvent = z.infer<typeof AlertEvent>

/** One alert of the past or present, with what it was based on. */
export const PastAlert = z.object({
  id: z.string(),
  rule: AlertRuleRef,
  entity: AlertEntity,
  /** The worst level that it had. */
  level: AlertLevel,
  metric: z.string(),
  unit: AlertUnit,
  /** The value that fired it, the limit then, and the worst value. */
  value: z.nullable(z.number()),
  limit: z.number(),
  peak: z.nullable(z.number()),
  firedAt: z.number(),
  /** Null while it is active. */
  endedAt: z.nullable(z.number()),
  endReason: z.nullable(z.enum(endReasons)),
  acknowledgedAt: z.nullable(z.number()),
  acknowledgedBy: z.nullable(z.string()),
  board: z.nullable(z.object({ id: z.string(), name: z.string() })),
  events: z.readonly(z.array(AlertEvent)),
})
export type PastAlert = z.infer<typeof PastAlert>

/** Alerts of one reply of the history. */
export const maxPastAlerts = 1_000

/** The longest span of one request for history, figures or a shift. */
export const maxAlertDays = 31

/**
 * `GET /api/alerts/history?from=<ISO instant>&to=<ISO instant>&rule=<id>&entity=<kind:id>&level=<level>`: alerts that
 * were active in the span, newest first. `history.csv` is the same as a file.
 */
export const AlertHistory = z.object({
  alerts: z.readonly(z.array(PastAlert)),
  /** There were more than `maxPastAlerts`: the oldest are left out. */
  isCapped: z.boolean(),
})
export type AlertHistory = z.infer<typeof AlertHistory>

/**
 * `GET /api/alerts/figures?from&to`: how noisy the alarms themselves were. A threshold that several boards have (the same
 * entity, metric and limit at the same time) counts once, with the names of the boards.
 */
export const AlertFigures = z.object({
  fired: z.number(),
  critical: z.number(),
  perHour: z.number(),
  /** Alerts that ended within 30 seconds of their start. */
  under30s: z.number(),
  neverAcknowledged: z.number(),
  /** Null without an acknowledgement. */
  medianToAcknowledgeMs: z.nullable(z.number()),
  /** By the start of each hour of the span, in order; hours without alerts have a zero. */
  byHour: z.readonly(z.array(z.object({ at: z.number(), fired: z.number() }))),
  /** The noisiest rules first, at most ten. */
  noisiest: z.readonly(
    z.array(
      z.object({
        rule: z.object({ id: z.string(), name: z.string() }),
        fired: z.number(),
        under30s: z.number(),
      }),
    ),
  ),
})
export type AlertFigures = z.infer<typeof AlertFigures>

/** `GET /api/alerts/shift?from&to`: one shift on a page. */
export const AlertShift = z.object({
  from: z.number(),
  to: z.number(),
  /** The time zone of the domain. */
  timeZone: z.string(),
  alerts: z.readonly(z.array(PastAlert)),
  isCapped: z.boolean(),
  figures: AlertFigures,
  /** When a data source was not live in the shift. */
  gaps: z.readonly(z.array(z.object({ dataSource: z.string(), span: CoverageSpan }))),
  /** A source without any record in the shift is left out. */
  recorded: z.readonly(z.array(RecordedShare)),
})
export type AlertShift = z.infer<typeof AlertShift>

/**
 * One rule of the domain. `rule` is the document as written; its schema, `RuleDocument`, is in packages/alerts. A rule
 * that this version cannot read is listed with `problem`, and is not evaluated.
 */
export const RuleSummary = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  isEnabled: z.boolean(),
  revision: z.int(),
  changedAt: z.number(),
  changedBy: z.string(),
  rule: z.unknown(),
  problem: z.nullable(z.string()),
  /** How many alerts it has now, those that are pending left out. */
  active: z.int(),
})
export type RuleSummary = z.infer<typeof RuleSummary>

/** `GET /api/alerts/rules`, by name. */
export const RuleList = z.readonly(z.array(RuleSummary))
export type RuleList = z.infer<typeof RuleList>

/** `POST /api/alerts/rules`; answers 201 with a `RuleSummary`. */
export const NewRule = z.strictObject({ rule: z.unknown() })

/** `PUT /api/alerts/rules/:id`: refused (409) when somebody else has changed the rule since `revision`. */
export const RuleEdit = z.strictObject({ revision: z.int(), rule: z.unknown() })

const RuleAt = z.strictObject({ id: z.string(), revision: z.int() })

/**
 * `POST /api/alerts/rules/apply`: changes many rules at once, all or none. Refused (409) when somebody else has changed
 * one of them since the stated revision. Answers with a `RuleList` of all rules of the domain.
 */
export const RuleChanges = z.strictObject({
  create: z.array(z.unknown()),
  change: z.array(z.strictObject({ id: z.string(), revision: z.int(), rule: z.unknown() })),
  remove: z.array(RuleAt),
})

/** `GET /api/alerts/rules/:id/versions`, newest first. `rule` is null for the removal. */
export const RuleVersions = z.readonly(
  z.array(
    z.object({
      revision: z.int(),
      at: z.number(),
      by: z.string(),
      change: z.enum(['created', 'changed', 'removed']),
      rule: z.unknown(),
    }),
  ),
)
export type RuleVersions = z.infer<typeof RuleVersions>

/** `POST /api/alerts/rules/try`: what a rule would have done, at most `maxTryMs` long. The rule need not be saved. */
export const TryRule = z.strictObject({ rule: z.unknown(), from: ChosenInstant, to: ChosenInstant })
export type TryRule = z.infer<typeof TryRule>

/** The longest span on which a rule is tried. */
export const maxTryMs = 25 * 3_600_000

/** Alerts of the reply to a try. The figures count all. */
export const maxTriedAlerts = 500

/**
 * Why the figures of a rule cannot be known from a recording. `not-recorded`: nothing was recorded live. `too-few-weeks`: of what is normal or due at this time of the
 * week. `left-out-day`: the day is left out of what is normal. `no-band`: the figure has no normal band. `part-of-floor`:
 * the band of the floor counts queues that the person may not see. `rolling-hour`: Five9's counters cover a rolling hour.
 * `displays-not-recorded`: the health of displays is not recorded. `no-values`: the recording has no values of the figure.
 */
export const notKnownReasons = [
  ...(['not-recorded', 'too-few-weeks', 'left-out-day', 'no-band', 'part-of-floor', 'rolling-hour'] as const),
  ...(['displays-not-recorded', 'no-values'] as const),
] as const
export const NotKnown = z.object({
  reason: z.enum(notKnownReasons),
  /** The most weeks that are known of a half-hour of the day, where these are too few. */
  weeks: z.nullable(z.number()),
})
export type NotKnown = z.infer<typeof NotKnown>

export const TriedRule = z.object({
  fired: z.number(),
  under30s: z.number(),
  critical: z.number(),
  longestMs: z.number(),
  totalMs: z.number(),
  byHour: z.readonly(z.array(z.object({ at: z.number(), fired: z.number() }))),
  /** By their start. `endedAt` is null where it was still active at the end of the span. */
  alerts: z.readonly(
    z.array(
      z.object({
        at: z.number(),
        endedAt: z.nullable(z.number()),
        entity: AlertEntity,
        level: AlertLevel,
        peak: z.nullable(z.number()),
      }),
    ),
  ),
  isCapped: z.boolean(),
  /** The same with an on-delay twice as long (60 seconds where the rule has none); seconds. */
  withDelay: z.object({ onDelay: z.number(), fired: z.number(), under30s: z.number() }),
  /** When the sources of the rule were recorded live; the rest of the span says nothing. */
  coverage: z.readonly(z.array(CoverageSpan)),
  /** How much of the span was recorded live, in milliseconds. */
  liveMs: z.number(),
  /** For how much of that time the figure of a subject was known: of a rule relative to what is normal it may be less. */
  knownMs: z.number(),
  /** Subjects without known figures, and why: the reply is about the others. Null: all of them are known. */
  notKnown: z.nullable(z.object({ subjects: z.int(), why: NotKnown })),
  /**
   * What the rule evaluated, for a chart: the worst value of all entities in each bucket, the highest for a rule above a
   * limit and the lowest for one below; null where nothing was recorded live. Absent where the recording has no values.
   */
  series: z.optional(
    z.object({
      bucketMs: z.number(),
      points: z.readonly(z.array(z.tuple([z.number(), z.nullable(z.number())]))),
    }),
  ),
})
export type TriedRule = z.infer<typeof TriedRule>

/** The reply where nothing of the rule can be known from the recording: it does not say that the rule stays quiet. */
export const UnknownTry = z.object({
  unknown: NotKnown,
  coverage: z.readonly(z.array(CoverageSpan)),
  liveMs: z.number(),
})
export type UnknownTry = z.infer<typeof UnknownTry>

/** The reply of `POST /api/alerts/rules/try`. */
export const TryReply = z.union([TriedRule, UnknownTry])
export type TryReply = z.infer<typeof TryReply>

const Text = z.string().check(z.trim(), z.minLength(1), z.maxLength(300))

/** What a silence covers: alerts that match all that is stated. At least one of rule, queue and level. */
export const SilenceInput = z
  .strictObject({
    rule: z.optional(z.string().check(z.maxLength(200))),
    queue: z.optional(z.string().check(z.maxLength(64))),
    level: z.optional(AlertLevel),
    ...{ from: ChosenInstant, to: ChosenInstant },
    reason: Text,
  })
  .check(
    z.refine(({ from, to }) => from < to, { error: 'it must end after it begins', path: ['to'] }),
    z.refine(
      ({ rule, queue, level }) => rule !== undefined || queue !== undefined || level !== undefined,
      'state a rule, a queue or a level',
    ),
  )
export type SilenceInput = z.infer<typeof SilenceInput>

export const AlertSilence = z.object({
  id: z.string(),
  rule: z.nullable(z.string()),
  queue: z.nullable(z.string()),
  level: z.nullable(AlertLevel),
  from: z.number(),
  to: z.number(),
  reason: z.string(),
  by: z.string(),
  at: z.number(),
})
export type AlertSilence = z.infer<typeof AlertSilence>

/** `GET /api/alerts/silences`: those that have not ended. `POST` answers 201 with a `Silence`. */
export const SilenceList = z.readonly(z.array(AlertSilence))
export type SilenceList = z.infer<typeof SilenceList>
