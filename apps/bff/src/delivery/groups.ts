import { isGrouped, type GroupPolicy } from '@wallboard/alerts'
import type { DeliveryFault } from '@wallboard/relay/rest/alert-channels'
import type { Db } from '../storage/database.ts'
import type { AlertNotice } from './alert-notice.ts'
import type { AnnouncementStore } from './announcement-store.ts'
import { maxAgeMs } from './attempt-state.ts'
import type { ChannelRecord } from './channel-record.ts'
import type { ChannelStore, DbOrTransaction } from './channel-store.ts'
import type { LogDrop } from './drop-log.ts'
import { groupsOf, maxMembers, messagesOf, type Group, type GroupMember } from './group-state.ts'
import type { GroupStore } from './group-store.ts'
import type { ChannelRef, QueueStore } from './queue-store.ts'
import type { FenceCheck } from './sender-lease.ts'

export interface GroupsDeps {
  readonly db: Db
  readonly groups: GroupStore
  readonly queue: QueueStore
  readonly channels: ChannelStore
  readonly announcements: AnnouncementStore
  readonly policy: GroupPolicy
  /** The sender's clock. */
  readonly now: () => number
  readonly logDrop: LogDrop
  /** Appends a message to the queue of its channel. */
  readonly append: (on: DbOrTransaction, org: string, notice: AlertNotice, queuedAt: number) => Promise<void>
}

/** The stage before the queue: starts and ends of alerts wait for others, and become messages when their group is due. */
export interface Groups {
  /** Takes a notice about one alert, in the transaction of the change that it reports. */
  readonly take: (on: DbOrTransaction, channel: ChannelRecord, notice: AlertNotice) => Promise<void>
  /**
   * Queues the groups that are due. Returns when the next one is due; undefined while none waits.
   * @throws Fenced when another node sends
   */
  readonly release: (check: FenceCheck) => Promise<number | undefined>
  /** How many notices wait for others in each channel of a domain, and when the first group is due. */
  readonly waiting: (
    org: string,
  ) => Promise<ReadonlyMap<string, { readonly queued: number; readonly nextAttemptAt: number }>>
}

const firstDue = (groups: readonly Group[]): number | undefined =>
  groups.length === 0 ? undefined : Math.min(...groups.map(({ dueAt }) => dueAt))

export function createGroups(deps: GroupsDeps): Groups {
  const { db, groups, queue, channels, announcements, policy, now } = deps

  async function dropMembers(
    on: DbOrTransaction,
    channel: ChannelRecord,
    members: readonly GroupMember[],
    fault: DeliveryFault,
  ): Promise<void> {
    await groups.drop(on, members)
    for (const { notice } of members) await deps.logDrop(on, channel, notice, fault)
  }

  /** Turns a group into messages of the queue. */
  async function queueGroup(on: DbOrTransaction, channel: ChannelRecord, group: Group): Promise<void> {
    const at = now()
    const isOld = ({ queuedAt }: GroupMember) => at - queuedAt > maxAgeMs
    await dropMembers(on, channel, group.members.filter(isOld), 'too-old')
    const members = group.members.filter((member) => !isOld(member))
    for (const message of messagesOf({ ...group, members }, channel.kind)) {
      // It is news as long as the newest of its alerts.
      const queuedAt = Math.max(...message.members.map((member) => member.queuedAt))
      await deps.append(on, channel.org, message.notice, Math.min(at, queuedAt))
      await groups.queued(on, message.members, message.notice.id)
    }
    if (members.length === 0) return
    const rules = members.map(({ notice }) => notice.alert.rule.id)
    await groups.sent(on, channel, { rules, isSummary: group.flood !== undefined }, at)
    await groups.removeOld(on, at)
  }

  /** Queues the groups of a channel that are due, and those that `must` go now. Returns what still waits. */
  async function releaseOf(
    on: DbOrTransaction,
    channel: ChannelRecord,
    must: (group: Group) => boolean = () => false,
  ): Promise<readonly Group[]> {
    const at = now()
    const all = groupsOf(await groups.read(on, channel), at, policy)
    const isReleased = (group: Group) => group.dueAt <= at || must(group)
    for (const group of all) if (isReleased(group)) await queueGroup(on, channel, group)
    return all.filter((group) => !isReleased(group))
  }

  const isKnown = async (on: DbOrTransaction, channel: ChannelRecord, alertId: string): Promise<boolean> =>
    (await announcements.has(on, channel, alertId)) || (await queue.announces(on, channel, alertId))

  /** Takes the end of an alert. A start that still waits is dropped, and with it the end, if its channel knows no other. */
  async function takeEnd(on: DbOrTransaction, channel: ChannelRecord, notice: AlertNotice): Promise<void> {
    const { alertId } = notice.alert
    const starts = await groups.startsOf(on, channel, alertId)
    await dropMembers(on, channel, starts, 'ended-before')
    await groups.add(on, channel.org, notice, now())
    if (starts.length > 0 && !(await isKnown(on, channel, alertId)))
      await dropMembers(on, channel, [{ notice, queuedAt: now() }], 'not-announced')
  }

  async function takeStart(on: DbOrTransaction, channel: ChannelRecord, notice: AlertNotice): Promise<void> {
    if (!(await announcements.has(on, channel, notice.alert.alertId)))
      await groups.started(on, channel.org, notice, now())
    await groups.add(on, channel.org, notice, now())
  }

  /** Takes a notice that does not wait. What waits about the same entity is sent before it. */
  async function takeAtOnce(on: DbOrTransaction, channel: ChannelRecord, notice: AlertNotice): Promise<void> {
    const { dedupKey } = notice.alert
    const isBefore = ({ members }: Group) =>
      members.some((member) => member.notice.alert.dedupKey === dedupKey)
    if (await groups.hasKey(on, channel, dedupKey)) await releaseOf(on, channel, isBefore)
    await deps.append(on, channel.org, notice, now())
  }

  /** Drops what waits for a channel that was switched off. */
  async function dropAll(on: DbOrTransaction, channel: ChannelRecord): Promise<void> {
    await dropMembers(on, channel, (await groups.read(on, channel)).members, 'channel-off')
  }

  async function releaseChannel(on: DbOrTransaction, ref: ChannelRef): Promise<number | undefined> {
    const channel = await channels.find(ref.org, ref.key, on)
    if (channel === undefined) await groups.clear(on, ref)
    else if (channel.offReason !== null) await dropAll(on, channel)
    else return firstDue(await releaseOf(on, channel))
    return undefined
  }

  return {
    async take(on, channel, notice) {
      const { type, id } = notice
      if (policy.waitMs === 0 || type === 'alert.test' || !isGrouped(type)) {
        await takeAtOnce(on, channel, notice)
        return
      }
      if (await groups.has(on, id)) return
      await (type === 'alert.resolved' ? takeEnd(on, channel, notice) : takeStart(on, channel, notice))
      if ((await groups.countOf(on, channel)) >= maxMembers) await releaseOf(on, channel)
    },
    async release(check) {
      let next: number | undefined
      for (const ref of await groups.channels()) {
        const due = await db.transaction().execute(async (transaction) => {
          await check(transaction)
          return releaseChannel(transaction, ref)
        })
        if (due !== undefined && due < (next ?? Infinity)) next = due
      }
      return next
    },
    async waiting(org) {
      const waiting = new Map<string, { queued: number; nextAttemptAt: number }>()
      for (const ref of await groups.channels()) {
        if (ref.org !== org) continue
        const all = groupsOf(await groups.read(db, ref), now(), policy)
        const due = firstDue(all)
        const queued = all.reduce((count, { members }) => count + members.length, 0)
        if (due !== undefined) waiting.set(ref.key, { queued, nextAttemptAt: due })
      }
      return waiting
    },
  }
}
