import type { ChannelOffReason, DeliveryFault } from '@wallboard/relay/rest/alert-channels'

/** How one attempt ended. */
export type AttemptResult =
  | {
      readonly type: 'answered'
      readonly status: number
      /** From `Retry-After`, in milliseconds. */
      readonly retryAfterMs: number | undefined
      /** The first kilobyte, as text. */
      readonly response: string
    }
  | {
      readonly type: 'failed'
      readonly fault: Exclude<DeliveryFault, 'status' | 'redirect' | 'gone'>
      readonly detail: string
      /** The request was sent without an answer: the receiver may have it. */
      readonly mayBeReceived: boolean
    }

/** What follows from an attempt. `switchesOff`: the receiver wants no further messages. */
export type AttemptDecision =
  | { readonly type: 'delivered' }
  | { readonly type: 'retry'; readonly fault: DeliveryFault; readonly at: number }
  | { readonly type: 'failed'; readonly fault: DeliveryFault; readonly switchesOff: boolean }

/** When attempts are made, after the first one. */
const attemptOffsetsMs = [0, 5_000, 30_000, 120_000, 600_000]
/** Attempts are spread by a fifth either way, so that channels of one receiver do not retry together. */
const spread = 0.2
const minPauseMs = 1_000
const maxRetryAfterMs = 600_000
/** An older alarm is not news. */
export const maxAgeMs = 900_000
/** The longest pause that a decision can ask for; an instant further away was set by another clock. */
export const maxPauseMs = 720_000

const retriedStatuses: ReadonlySet<number> = new Set([408, 425, 429])
const isRetried = (status: number) => retriedStatuses.has(status) || (status >= 500 && status <= 599)

interface AttemptContext {
  /** Attempts so far, with this one. */
  readonly attempts: number
  readonly firstAttemptAt: number
  readonly queuedAt: number
  readonly now: number
  /** From 0 up to 1. */
  readonly random: number
}

function retryOrFail(
  fault: DeliveryFault,
  retryAfterMs: number,
  { attempts, firstAttemptAt, queuedAt, now, random }: AttemptContext,
): AttemptDecision {
  const offset = attemptOffsetsMs[attempts]
  if (offset === undefined) return { type: 'failed', fault, switchesOff: false }
  const scheduled = firstAttemptAt + offset * (1 - spread + 2 * spread * random)
  const at = Math.round(
    Math.max(scheduled, now + Math.max(minPauseMs, Math.min(retryAfterMs, maxRetryAfterMs))),
  )
  return at - queuedAt > maxAgeMs
    ? { type: 'failed', fault, switchesOff: false }
    : { type: 'retry', fault, at }
}

/** Decides what follows from an attempt: delivered, tried again at an instant, or failed for good. */
export function afterAttempt(result: AttemptResult, context: AttemptContext): AttemptDecision {
  if (result.type === 'failed') {
    if (result.fault === 'secrets-unreadable' || result.fault === 'too-large')
      return { type: 'failed', fault: result.fault, switchesOff: false }
    return retryOrFail(result.fault, 0, context)
  }
  const { status, retryAfterMs = 0 } = result
  if (status >= 200 && status <= 299) return { type: 'delivered' }
  if (isRetried(status)) return retryOrFail('status', retryAfterMs, context)
  if (status >= 300 && status <= 399) return { type: 'failed', fault: 'redirect', switchesOff: false }
  return { type: 'failed', fault: status === 410 ? 'gone' : 'status', switchesOff: status === 410 }
}

const maxFailures = 20
const failingForMs = 24 * 3_600_000

/** Attempts that failed one after the other, and when the first of them was (epoch milliseconds). */
export interface Failures {
  readonly count: number
  readonly since: number | null
}

/** Counts a failed attempt. `offReason`: the channel has failed 20 times in a row over a day. */
export function failedOnce(
  { count, since }: Failures,
  nowWall: number,
): Failures & { readonly offReason: ChannelOffReason | null } {
  const began = since ?? nowWall
  const isFailing = count + 1 >= maxFailures && nowWall - began >= failingForMs
  return { count: count + 1, since: began, offReason: isFailing ? 'failing' : null }
}

/** The pause after a message to a channel. Slack takes one a second, Microsoft Teams four. */
export const pauseBetweenMs = { slack: 1_000, teams: 250, webhook: 0 } as const
