import { alertsOf, isAnnouncement, type AlertNotice } from './alert-notice.ts'
import { maxAgeMs, maxPauseMs } from './attempt-state.ts'
import type { DeliveryFault } from '@wallboard/relay/rest/alert-channels'

/** A notice that waits. Instants are those of the sender's clock. */
export interface QueuedNotice {
  readonly org: string
  readonly notice: AlertNotice
  /** An administrator has sent it again. */
  readonly isByHand: boolean
  readonly queuedAt: number
  readonly attempts: number
  readonly firstAttemptAt: number | null
  readonly nextAttemptAt: number
  /** An attempt began and its end was not recorded: the receiver may have the notice. */
  readonly wasInterrupted: boolean
}

/** What to do with the first notice of a channel. */
export type HeadDecision =
  | {
      readonly type: 'send'
      /** May have fewer alerts than the queued one. */
      readonly notice: AlertNotice
      /** The alerts that are left out, if there are any. */
      readonly leftOut: AlertNotice | undefined
    }
  | {
      readonly type: 'drop'
      readonly fault: Extract<DeliveryFault, 'too-old' | 'ended-before' | 'not-announced'>
    }

/**
 * When a notice is due. An instant further away than any pause, or the time in queue below zero, come from a clock that
 * was set back while the server did not run: such a notice is due at once.
 */
export function dueAt({ nextAttemptAt }: Pick<QueuedNotice, 'nextAttemptAt'>, now: number): number {
  return nextAttemptAt > now + maxPauseMs ? now : nextAttemptAt
}

const narrowed = (notice: AlertNotice, isKept: (alertId: string) => boolean): AlertNotice | undefined => {
  const [first, ...others] = alertsOf(notice).filter(({ alertId }) => isKept(alertId))
  if (first === undefined) return undefined
  const { also: _also, ...rest } = notice
  return { ...rest, alert: first, ...(others.length === 0 ? {} : { also: others }) }
}

/**
 * Decides on the first notice of a channel, just before an attempt.
 *
 * The start of an alert that has ended meanwhile is not sent: its alerts with an end in the queue are left out. After the
 * first attempt a group stays whole, so that an id has one body, unless all of its alerts have ended. What follows a start
 * is sent only where the start was delivered, or may have been.
 */
export function decideHead(
  head: QueuedNotice,
  context: {
    /** The alerts whose end waits in the same channel. */
    readonly ended: ReadonlySet<string>
    /** The alerts whose start the channel has received, or may have. */
    readonly announced: ReadonlySet<string>
    readonly now: number
  },
): HeadDecision {
  const { notice } = head
  if (head.isByHand) return { type: 'send', notice, leftOut: undefined }
  if (context.now - head.queuedAt > maxAgeMs) return { type: 'drop', fault: 'too-old' }
  const isStart = isAnnouncement(notice)
  const isNews = (alertId: string) => (isStart ? !context.ended.has(alertId) : context.announced.has(alertId))
  const remaining = narrowed(notice, isNews)
  if (remaining === undefined) return { type: 'drop', fault: isStart ? 'ended-before' : 'not-announced' }
  const isFirstAttempt = head.attempts === 0 && !head.wasInterrupted
  if (!isFirstAttempt) return { type: 'send', notice, leftOut: undefined }
  return { type: 'send', notice: remaining, leftOut: narrowed(notice, (alertId) => !isNews(alertId)) }
}
