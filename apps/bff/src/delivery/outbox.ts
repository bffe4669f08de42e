import { maxQueuedNotices, type DeliveryFault } from '@wallboard/relay/rest/alert-channels'
import type { Transaction } from 'kysely'
import type { Tables } from '../storage/tables.ts'
import { ungrouped, type AlertNotice } from './alert-notice.ts'
import type { ChannelRecord } from './channel-record.ts'
import type { ChannelStore } from './channel-store.ts'
import { noAttempt, type DeliveryLog } from './delivery-log.ts'
import { optionsFor } from './message.ts'
import { titleOf, type MessageOptions } from './message-text.ts'
import type { QueueStore } from './queue-store.ts'

/** The port of delivery for what reports alerts. */
export interface Outbox {
  /**
   * Queues notices in the transaction of the change that they report: both are committed, or neither. A notice whose id is
   * queued already is ignored; one for a channel that is off or unknown is dropped and logged. The sender wakes by itself.
   */
  readonly enqueue: (
    transaction: Transaction<Tables>,
    org: string,
    notices: readonly AlertNotice[],
  ) => Promise<void>
}

export interface OutboxDeps {
  readonly queue: QueueStore
  readonly channels: ChannelStore
  readonly log: DeliveryLog
  /** The sender's clock. */
  readonly now: () => number
  readonly nowWall: () => number
  /** For titles of the log. */
  readonly messageOptions: Omit<MessageOptions, 'showsNames'>
  readonly wake: () => void
  readonly counted: (outcome: 'dropped') => void
  /** Called for a notice to a channel that does not exist. */
  readonly onUnknownChannel: (org: string, key: string) => void
}

/** Creates the port that queues notices. */
export function createOutbox(deps: OutboxDeps): Outbox {
  const { queue, channels, log } = deps

  async function drop(
    transaction: Transaction<Tables>,
    channel: ChannelRecord,
    notice: AlertNotice,
    fault: DeliveryFault,
  ): Promise<void> {
    const title = titleOf(notice, optionsFor(channel, notice, deps.messageOptions))
    await log.add(transaction, channel.org, notice, {
      ...noAttempt,
      ...{ title, at: deps.nowWall(), outcome: 'dropped', fault },
    })
    deps.counted('dropped')
  }

  /** Makes room: the longest queue loses its oldest notice, so that a dead receiver costs the others nothing. */
  async function makeRoom(transaction: Transaction<Tables>): Promise<void> {
    if ((await queue.count(transaction)) < maxQueuedNotices) return
    const oldest = await queue.oldestOfLongest(transaction)
    if (oldest === undefined) return
    await queue.remove(transaction, oldest.notice.id)
    const channel = await channels.find(oldest.org, oldest.notice.channelKey, transaction)
    if (channel !== undefined) await drop(transaction, channel, oldest.notice, 'queue-full')
  }

  return {
    async enqueue(transaction, org, notices) {
      for (const notice of notices) {
        const channel = await channels.find(org, notice.channelKey, transaction)
        if (channel === undefined) {
          deps.onUnknownChannel(org, notice.channelKey)
          deps.counted('dropped')
          continue
        }
        if (channel.offReason !== null) {
          await drop(transaction, channel, notice, 'channel-off')
          continue
        }
        for (const each of channel.kind === 'webhook' ? ungrouped(notice) : [notice]) {
          await makeRoom(transaction)
          await queue.add(transaction, org, each, { now: deps.now() })
        }
      }
      // The sender reads the queue when this transaction has ended.
      if (notices.length > 0) deps.wake()
    },
  }
}
