import type { Agent } from 'node:http'
import { groupPolicy, type GroupPolicy } from '@wallboard/alerts'
import type { DeliveryOutcome } from '@wallboard/relay/rest/alert-channels'
import type { DeliveryStatus } from '../operations/delivery-metrics.ts'
import type { Db } from '../storage/database.ts'
import { Fenced } from '../storage/fence.ts'
import { createSealing } from '../storage/sealing.ts'
import type { AllowList } from './address-check.ts'
import { createAnnouncementStore } from './announcement-store.ts'
import { createChannelStore } from './channel-store.ts'
import { createChannelDeliveries, type ChannelDeliveries } from './channel-deliveries.ts'
import { createChannels, type Channels } from './channels.ts'
import { createDeliverHead, type AttemptDeps } from './deliver-head.ts'
import { createDeliveryLog } from './delivery-log.ts'
import { createLogDrop } from './drop-log.ts'
import { createGroupStore } from './group-store.ts'
import { createGroups } from './groups.ts'
import type { MessageOptions } from './message-text.ts'
import { createAppend, createOutbox, type Outbox } from './outbox.ts'
import { createPostMessage, type PostMessage } from './post-message.ts'
import { createQueueStore, type ChannelRef } from './queue-store.ts'
import { startSender, type Sender } from './sender.ts'
import { soleSender, type SenderLease } from './sender-lease.ts'

/** Announcements of alerts that never ended, in milliseconds. */
const announcementsForMs = 30 * 24 * 3_600_000

/** Channels, their queue and its sender. */
export interface AlertDelivery {
  readonly channels: Channels & ChannelDeliveries
  readonly outbox: Outbox
  readonly status: () => DeliveryStatus
  /** Resolves when nothing is due and no attempt runs. */
  readonly settled: Sender['settled']
  readonly wake: Sender['wake']
  readonly close: Sender['close']
}

export interface AlertDeliveryDeps {
  readonly db: Db
  /** The secret of this installation, which seals addresses and signing keys. */
  readonly installationKey: Uint8Array
  readonly allow: AllowList
  readonly messageOptions: Omit<MessageOptions, 'showsNames'>
  /** Monotonic milliseconds, and epoch milliseconds. */
  readonly now: () => number
  readonly nowWall: () => number
  /** From 0 up to 1. */
  readonly random: () => number
  readonly agentFor: (address: string) => Agent | undefined
  /** Which node sends; this one, where it is missing. */
  readonly lease?: SenderLease | undefined
  readonly logError: (error: unknown) => void
  readonly warn: (event: string, detail: Readonly<Record<string, unknown>>) => void
  /** How long messages wait for others, if not `groupPolicy` of the alerts package: tests shorten it. */
  readonly groupPolicy?: GroupPolicy | undefined
  /** Tests send messages in another way, or trust other certificates. */
  readonly post?: PostMessage
}

/** Starts to deliver what waits in the database. */
export async function startDelivery(deps: AlertDeliveryDeps): Promise<AlertDelivery> {
  const { db, now, nowWall, messageOptions, lease = soleSender } = deps
  const queue = createQueueStore(db)
  const announcements = createAnnouncementStore()
  const channels = createChannelStore(db, createSealing(deps.installationKey, 'alert channels'))
  const log = createDeliveryLog(db)
  const counts: Record<DeliveryOutcome, number> = { delivered: 0, retrying: 0, failed: 0, dropped: 0 }
  const switchedOff = { gone: 0, failing: 0 }
  const groups = createGroupStore(db)
  const countQueued = async () => (await queue.count()) + (await groups.count())
  let queued = await countQueued()
  async function removeOld(): Promise<void> {
    if (!lease.isHeld()) return
    const check = lease.fenceCheck()
    await db.transaction().execute(async (transaction) => {
      // A former sender writes nothing from here on.
      await check(transaction)
      await announcements.forgetBefore(transaction, nowWall() - announcementsForMs)
      await log.removeBefore(transaction, nowWall())
    })
  }
  await removeOld()

  const counted = (outcome: DeliveryOutcome) => {
    counts[outcome] += 1
  }
  const logDrop = createLogDrop({ log, nowWall, messageOptions, counted })
  const attemptDeps: AttemptDeps = {
    ...{ db, queue, groups, announcements, channels, log, logDrop, counted },
    ...{ now, nowWall, messageOptions, random: deps.random },
    post: deps.post ?? createPostMessage(deps),
    onSwitchedOff({ org, key }: ChannelRef, reason) {
      switchedOff[reason] += 1
      deps.warn('channel switched off', { org, channel: key, reason })
    },
  }
  const grouping = createGroups({
    ...{ ...attemptDeps, policy: deps.groupPolicy ?? groupPolicy },
    append: createAppend(attemptDeps),
  })
  const sender = startSender({
    lease,
    async release(check) {
      // It waits for the transaction of the notices that have woken the sender.
      await db.transaction().execute(check)
      return grouping.release(check)
    },
    async heads() {
      queued = await countQueued()
      return queue.heads()
    },
    deliverHead: createDeliverHead(attemptDeps),
    now,
    logError: deps.logError,
  })
  const unsubscribe = lease.on(() => {
    removeOld().catch((error: unknown) => {
      if (!(error instanceof Fenced)) deps.logError(error)
    })
  })
  return {
    channels: {
      ...createChannels({ ...attemptDeps, grouping, allow: deps.allow, sender }),
      ...createChannelDeliveries({ ...attemptDeps, sender }),
    },
    outbox: createOutbox({
      ...{ ...attemptDeps, groups: grouping },
      wake: sender.wake,
      onUnknownChannel(org, key) {
        deps.warn('notice for an unknown channel dropped', { org, channel: key })
      },
    }),
    // Only the node that sends counts what waits.
    status: () => ({
      counts: { ...counts },
      queued: lease.isHeld() ? queued : 0,
      switchedOff: { ...switchedOff },
    }),
    ...{ settled: sender.settled, wake: sender.wake },
    close(withinMs) {
      unsubscribe()
      return sender.close(withinMs)
    },
  }
}
