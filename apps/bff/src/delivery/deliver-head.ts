import type { ChannelKind, DeliveryOutcome } from '@wallboard/relay/rest/alert-channels'
import type { Db } from '../storage/database.ts'
import type { AnnouncementStore } from './announcement-store.ts'
import { isAnnouncement, type AlertNotice } from './alert-notice.ts'
import { afterAttempt, failedOnce, type AttemptDecision, type AttemptResult } from './attempt-state.ts'
import type { ChannelRecord } from './channel-record.ts'
import type { ChannelStore, DbOrTransaction } from './channel-store.ts'
import type { DeliveryLog } from './delivery-log.ts'
import type { LogDrop } from './drop-log.ts'
import type { GroupStore } from './group-store.ts'
import { maxBodyBytes, messageFor, optionsFor } from './message.ts'
import { titleOf, type MessageOptions } from './message-text.ts'
import type { PostMessage } from './post-message.ts'
import { decideHead, type QueuedNotice } from './queue-state.ts'
import type { ChannelRef, Head, QueueStore } from './queue-store.ts'
import type { FenceCheck } from './sender-lease.ts'

export interface AttemptDeps {
  readonly db: Db
  readonly queue: QueueStore
  readonly groups: GroupStore
  readonly announcements: AnnouncementStore
  readonly channels: ChannelStore
  readonly log: DeliveryLog
  readonly logDrop: LogDrop
  readonly post: PostMessage
  /** The sender's clock, monotonic milliseconds. */
  readonly now: () => number
  readonly nowWall: () => number
  /** From 0 up to 1. */
  readonly random: () => number
  readonly messageOptions: Omit<MessageOptions, 'showsNames'>
  readonly counted: (outcome: DeliveryOutcome) => void
  /** A channel was switched off by the server. */
  readonly onSwitchedOff: (channel: ChannelRef, reason: 'gone' | 'failing') => void
}

/** What one attempt needs of the sender. */
export interface AttemptContext {
  /** Aborted when the server stops, or another node may send. */
  readonly signal: AbortSignal
  readonly check: FenceCheck
  /** Called before the request. */
  readonly sent: (kind: ChannelKind) => void
}

/**
 * Delivers, retries or drops the first notice of a channel.
 * @throws Fenced when another node sends: it makes the attempt again, with the same id
 */
export type DeliverHead = (head: Head, attempt: AttemptContext) => Promise<void>

/** The columns of the log for the result of an attempt. */
export const entryOf = (result: AttemptResult) =>
  result.type === 'answered'
    ? { status: result.status, response: result.response, detail: null }
    : { status: null, response: null, detail: result.detail }

/** Makes one request for a notice; without the secrets of the channel none. */
export async function attempt(
  channel: ChannelRecord,
  notice: AlertNotice,
  deps: Pick<AttemptDeps, 'post' | 'messageOptions' | 'nowWall'>,
  signal: AbortSignal,
): Promise<AttemptResult> {
  const message = messageFor(channel, notice, deps.messageOptions, deps.nowWall())
  const failed = { type: 'failed', mayBeReceived: false } as const
  if (message === undefined)
    return {
      ...failed,
      fault: 'secrets-unreadable',
      detail: 'the address of the channel cannot be read: enter it again',
    }
  if (Buffer.byteLength(message.body) > maxBodyBytes[channel.kind])
    return { ...failed, fault: 'too-large', detail: 'the message is larger than the receiver accepts' }
  return deps.post(message, signal)
}

/**
 * What an attempt changes of its channel, in the same transaction as the rest. Only a change of administrators may come
 * between: the row is read again.
 */
export async function recordProgress(
  on: DbOrTransaction,
  { org, key }: ChannelRef,
  decision: AttemptDecision,
  deps: Pick<AttemptDeps, 'channels' | 'nowWall'>,
): Promise<'gone' | 'failing' | undefined> {
  const channel = await deps.channels.find(org, key, on)
  if (channel === undefined) return undefined // removed during the attempt
  if (decision.type === 'delivered') {
    const failures = { count: 0, since: null }
    const progress = { failures, lastDeliveredAt: deps.nowWall(), offReason: channel.offReason }
    await deps.channels.progress(org, key, progress, on)
    return undefined
  }
  const { offReason: failing, ...failures } = failedOnce(channel.failures, deps.nowWall())
  const isGone = decision.type === 'failed' && decision.switchesOff
  const reason = isGone ? 'gone' : failing === 'failing' ? 'failing' : undefined
  const offReason = channel.offReason ?? reason ?? null
  await deps.channels.progress(org, key, { ...channel, failures, offReason }, on)
  return channel.offReason === null ? reason : undefined
}

/** A notice that is being sent. */
interface Begun {
  readonly channel: ChannelRecord
  readonly queued: QueuedNotice
}

/** Creates what delivers one notice: every step is one transaction, so that a crash between two loses nothing. */
export function createDeliverHead(deps: AttemptDeps): DeliverHead {
  const { db, queue, announcements, channels, log, logDrop } = deps

  /** Marks the notice as being sent, or drops it. Returns what to send. */
  function begin(head: Head, check: FenceCheck): Promise<Begun | undefined> {
    return db.transaction().execute(async (transaction) => {
      await check(transaction)
      const queued = await queue.find(transaction, head.id)
      const channel = await channels.find(head.org, head.key, transaction)
      if (queued === undefined || channel === undefined || channel.offReason !== null) {
        await queue.remove(transaction, head.id)
        if (queued !== undefined && channel !== undefined)
          await logDrop(transaction, channel, queued.notice, 'channel-off')
        return undefined
      }
      if (queued.wasInterrupted && isAnnouncement(queued.notice))
        await announcements.add(transaction, head.org, queued.notice, deps.nowWall())
      const ends = [await queue.ended(transaction, head), await deps.groups.ended(transaction, head)]
      const decision = decideHead(queued, {
        ended: new Set(ends.flatMap((alerts) => [...alerts])),
        announced: await announcements.of(transaction, head),
        now: deps.now(),
      })
      if (decision.type === 'drop') {
        await queue.remove(transaction, head.id)
        if (queued.notice.type === 'alert.resolved')
          await announcements.forget(transaction, head.org, queued.notice)
        await logDrop(transaction, channel, queued.notice, decision.fault)
        return undefined
      }
      const { notice, leftOut } = decision
      // A later attempt sends the same alerts.
      await queue.change(transaction, head.id, { in_flight: 1, notice: JSON.stringify(notice) })
      if (leftOut !== undefined)
        await logDrop(
          transaction,
          channel,
          leftOut,
          isAnnouncement(notice) ? 'ended-before' : 'not-announced',
        )
      return { channel, queued: { ...queued, notice } }
    })
  }

  function finish(
    head: Head,
    { channel, queued }: Begun,
    result: AttemptResult,
    startedAt: number,
    check: FenceCheck,
  ): Promise<'gone' | 'failing' | undefined> {
    const { notice } = queued
    return db.transaction().execute(async (transaction) => {
      await check(transaction)
      const now = deps.now()
      const attempts = queued.attempts + 1
      const firstAttemptAt = queued.firstAttemptAt ?? startedAt
      const { queuedAt } = queued
      const decision = afterAttempt(result, {
        ...{ attempts, firstAttemptAt, queuedAt, now, random: deps.random() },
      })
      const isReceived = decision.type === 'delivered'
      const mayBeReceived = result.type === 'failed' && result.mayBeReceived
      if (isAnnouncement(notice) && (isReceived || mayBeReceived))
        await announcements.add(transaction, head.org, notice, deps.nowWall())
      if (decision.type === 'retry')
        await queue.change(transaction, head.id, {
          ...{ in_flight: 0, attempts, first_attempt_at: firstAttemptAt, next_attempt_at: decision.at },
        })
      else await queue.remove(transaction, head.id)
      if (notice.type === 'alert.resolved' && decision.type !== 'retry')
        await announcements.forget(transaction, head.org, notice)
      const outcome = decision.type === 'retry' ? 'retrying' : decision.type
      await log.add(transaction, head.org, notice, {
        title: titleOf(notice, optionsFor(channel, notice, deps.messageOptions)),
        ...{ at: deps.nowWall(), attempt: attempts, outcome, ms: now - startedAt },
        fault: decision.type === 'delivered' ? null : decision.fault,
        ...entryOf(result),
        nextAttemptAt: decision.type === 'retry' ? decision.at - now + deps.nowWall() : null,
      })
      deps.counted(outcome)
      return recordProgress(transaction, head, decision, deps)
    })
  }

  return async (head, { signal, check, sent }) => {
    const isGivenUp = () => signal.aborted
    const begun = await begin(head, check)
    // Another node may send this message already.
    if (begun === undefined || isGivenUp()) return
    sent(begun.channel.kind)
    const startedAt = deps.now()
    const result = await attempt(begun.channel, begun.queued.notice, deps, signal)
    // The attempt is given up: it is made again at the next start or by another node, as after a crash.
    if (isGivenUp()) return
    const reason = await finish(head, begun, result, startedAt, check)
    if (reason !== undefined) deps.onSwitchedOff(head, reason)
  }
}
