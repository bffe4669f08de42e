import type { Figure, Suppression } from './rule-state.ts'
import type { LimitLevel } from '../rule/rule-shape.ts'

/** Why an alert ended. */
export type EndReason = 'cleared' | 'subject-gone' | 'rule-changed' | 'rule-removed' | 'source-dead'

/** Which message a channel is sent. */
export type MessageType = 'alert.firing' | 'alert.acknowledged' | 'alert.escalated' | 'alert.resolved'

/** What happens to a rule for an entity. */
export type RuleEvent =
  /** A new snapshot of the figure, whether or not its value has changed. */
  | { readonly type: 'figure'; readonly figure: Figure }
  /** Time has passed: see `nextDueAt`. */
  | { readonly type: 'time' }
  | { readonly type: 'acknowledge'; readonly by: string; readonly note: string | null }
  | { readonly type: 'withdraw-acknowledgement'; readonly by: string }
  | { readonly type: 'snooze'; readonly by: string; readonly until: number }
  | { readonly type: 'end-snooze'; readonly by: string }
  /** What suppresses its sounds and messages, or null. */
  | { readonly type: 'suppress'; readonly suppression: Suppression | null }
  /** The alert ends for another reason than its figure. */
  | { readonly type: 'end'; readonly reason: Exclude<EndReason, 'cleared'> }

/** What changed, in order. `pending`, `pending-ended` and `notice` are no entries of an alert's history. */
export type AlertTransition = {
  readonly at: number
  /** The figure at this instant; null while it is not known. */
  readonly value: number | null
  /** The limit that the level of the alert rests on, in the metric's unit; null where it is not known. */
  readonly limit: number | null
} & (
  | { readonly type: 'pending' | 'pending-ended' | 'recovering' | 'beyond-again' }
  | { readonly type: 'no-data' | 'data-again' | 'acknowledgement-lapsed' | 'suppression-ended' }
  | { readonly type: 'fired'; readonly level: LimitLevel }
  | { readonly type: 'level-changed'; readonly level: LimitLevel; readonly before: LimitLevel }
  | { readonly type: 'acknowledged'; readonly by: string; readonly note: string | null }
  | { readonly type: 'acknowledgement-withdrawn'; readonly by: string }
  | { readonly type: 'snoozed'; readonly by: string; readonly until: number }
  /** `by` is null for one that ended by itself. */
  | { readonly type: 'snooze-ended'; readonly by: string | null }
  | { readonly type: 'suppressed'; readonly suppression: Suppression }
  /** Sound and messages are due: the first of an alert, a worse level, or a repetition. */
  | { readonly type: 'alarm'; readonly level: LimitLevel; readonly count: number }
  | {
      readonly type: 'notice'
      readonly notice: MessageType
      readonly channel: string
      readonly names: boolean
    }
  | {
      readonly type: 'ended'
      readonly reason: EndReason
      readonly since: number
      readonly worstLevel: LimitLevel
      readonly peak: number
      readonly wasAcknowledged: boolean
    }
)
