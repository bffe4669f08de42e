import type { Delivery } from '@wallboard/relay/rest/alert-channels'
import type { Actor } from '../auth/actor.ts'
import type { AlertNotice } from './alert-notice.ts'
import { afterAttempt } from './attempt-state.ts'
import { refused, type ChannelFault, type ChannelOutcome } from './channel-faults.ts'
import { attempt, entryOf, recordProgress, type AttemptDeps } from './deliver-head.ts'
import { optionsFor } from './message.ts'
import { titleOf } from './message-text.ts'
import type { Sender } from './sender.ts'
import { ulid } from './signature.ts'

/** A notice of a test; it concerns no alert. */
function testNotice(channelKey: string, at: number): AlertNotice {
  return {
    id: ulid(at),
    type: 'alert.test',
    channelKey,
    at,
    alert: {
      ...{ alertId: 'test', dedupKey: 'test', level: 'warn', domain: '' },
      rule: { id: 'test', name: 'Test message', revision: 0 },
      entity: { kind: 'floor', id: 'floor', name: 'Test of the channel' },
      ...{ metric: 'callsInQueue', label: 'waiting', value: 3, unit: 'count', limit: 2 },
      ...{ since: at, by: null, path: '/alerts' },
    },
  }
}

/** What administrators do with the deliveries of a channel: read them, test, send again. */
export function createChannelDeliveries(
  deps: AttemptDeps & { readonly sender: Pick<Sender, 'wake' | 'sent'> },
) {
  const { db, queue, log, nowWall } = deps
  const store = deps.channels
  return {
    /** Sends a test at once and once, past the queue. */
    async test({ org }: Actor, key: string, signal: AbortSignal): Promise<ChannelOutcome<Delivery>> {
      const channel = await store.find(org, key)
      if (channel === undefined) return refused({ type: 'no-such-channel' })
      const notice = testNotice(key, nowWall())
      const startedAt = deps.now()
      deps.sender.sent(channel, channel.kind)
      const result = await attempt(channel, notice, deps, signal)
      const now = deps.now()
      // Its age leaves no time for a second attempt.
      const context = { attempts: Infinity, firstAttemptAt: now, queuedAt: now, now, random: 0 }
      const decision = afterAttempt(result, context)
      const { value, reason } = await db.transaction().execute(async (transaction) => {
        const isProgress =
          decision.type === 'delivered' || (decision.type === 'failed' && decision.switchesOff)
        const reason = isProgress ? await recordProgress(transaction, channel, decision, deps) : undefined
        const value = await log.add(transaction, org, notice, {
          title: titleOf(notice, optionsFor(channel, notice, deps.messageOptions)),
          ...{ at: nowWall(), attempt: 1, ms: now - startedAt },
          outcome: decision.type === 'delivered' ? 'delivered' : 'failed',
          fault: decision.type === 'delivered' ? null : decision.fault,
          ...entryOf(result),
          nextAttemptAt: null,
        })
        return { value, reason }
      })
      deps.counted(value.outcome)
      if (reason !== undefined) deps.onSwitchedOff(channel, reason)
      return { ok: true, value }
    },
    async deliveries(org: string, key: string): Promise<ChannelOutcome<readonly Delivery[]>> {
      if ((await store.find(org, key)) === undefined) return refused({ type: 'no-such-channel' })
      return { ok: true, value: await log.list({ org, key }, nowWall()) }
    },
    /** Queues the notice of a delivery once more, with its own id; one that still waits is tried at once. */
    async sendAgain(
      { org }: Actor,
      id: string,
    ): Promise<ChannelOutcome<{ webhookId: string; channel: string }>> {
      const notice = await log.noticeOf(org, id)
      if (notice === undefined) return refused({ type: 'no-such-delivery' })
      const outcome = await db
        .transaction()
        .execute(async (transaction): Promise<ChannelFault | undefined> => {
          const channel = await store.find(org, notice.channelKey, transaction)
          if (channel === undefined) return { type: 'no-such-channel' }
          if (channel.offReason !== null) return { type: 'channel-off' }
          const now = deps.now()
          await queue.add(transaction, org, notice, { now, isByHand: true })
          await queue.change(transaction, notice.id, { next_attempt_at: now })
          return undefined
        })
      if (outcome !== undefined) return refused(outcome)
      deps.sender.wake()
      return { ok: true, value: { webhookId: `msg_${notice.id}`, channel: notice.channelKey } }
    },
  }
}
export type ChannelDeliveries = ReturnType<typeof createChannelDeliveries>
