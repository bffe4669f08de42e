import { maxQueuedNotices } from '@wallboard/relay/rest/alert-channels'
import type { Transaction } from 'kysely'
import type { Tables } from '../storage/tables.ts'
import { ungrouped, type AlertNotice } from './alert-notice.ts'
import type { ChannelStore, DbOrTransaction } from './channel-store.ts'
import type { LogDrop } from './drop-log.ts'
import type { Groups } from './groups.ts'
import type { QueueStore } from './queue-store.ts'

/** The port of delivery for what reports alerts. */
export interface Outbox {
  /**
   * Takes notices in the transaction of the change that they report: both are committed, or neither. Starts and ends of
   * alerts wait for others of their rule and channel; all other notices are queued at once. A notice whose id is known
   * already is ignored; one for a channel that is off or unknown is dropped and logged. The sender wakes by itself.
   */
  readonly enqueue: (
    transaction: Transaction<Tables>,
    org: string,
    notices: readonly AlertNotice[],
  ) => Promise<void>
}

export interface OutboxDeps {
  readonly groups: Groups
  readonly channels: ChannelStore
  readonly logDrop: LogDrop
  readonly wake: () => void
  readonly counted: (outcome: 'dropped') => void
  /** Called for a notice to a channel that does not exist. */
  readonly onUnknownChannel: (org: string, key: string) => void
}

/** Creates the port that takes notices. */
export function createOutbox(deps: OutboxDeps): Outbox {
  return {
    async enqueue(transaction, org, notices) {
      for (const notice of notices) {
        const channel = await deps.channels.find(org, notice.channelKey, transaction)
        if (channel === undefined) {
          deps.onUnknownChannel(org, notice.channelKey)
          deps.counted('dropped')
          continue
        }
        if (channel.offReason !== null) {
          await deps.logDrop(transaction, channel, notice, 'channel-off')
          continue
        }
        for (const each of ungrouped(notice)) await deps.groups.take(transaction, channel, each)
      }
      // The sender reads the queue when this transaction has ended.
      if (notices.length > 0) deps.wake()
    },
  }
}

/** Creates the function that appends a message to the queue of its channel. */
export function createAppend(deps: {
  readonly queue: QueueStore
  readonly channels: ChannelStore
  readonly logDrop: LogDrop
  /** The sender's clock. */
  readonly now: () => number
}) {
  const { queue, channels } = deps

  /** Makes room: the longest queue loses its oldest message, so that a dead receiver costs the others nothing. */
  async function makeRoom(on: DbOrTransaction): Promise<void> {
    if ((await queue.count(on)) < maxQueuedNotices) return
    const oldest = await queue.oldestOfLongest(on)
    if (oldest === undefined) return
    await queue.remove(on, oldest.notice.id)
    const channel = await channels.find(oldest.org, oldest.notice.channelKey, on)
    if (channel !== undefined) await deps.logDrop(on, channel, oldest.notice, 'queue-full')
  }

  return async (on: DbOrTransaction, org: string, notice: AlertNotice, queuedAt: number): Promise<void> => {
    await makeRoom(on)
    await queue.add(on, org, notice, { now: deps.now(), queuedAt })
  }
}
