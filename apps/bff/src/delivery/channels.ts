import {
  maxChannels,
  type Channel,
  type ChannelChange,
  type NewChannel,
} from '@wallboard/relay/rest/alert-channels'
import type { Actor } from '../auth/actor.ts'
import type { AllowList } from './address-check.ts'
import { changedSecrets, faultOfAddress, faultOfKey, refused, type ChannelOutcome } from './channel-faults.ts'
import type { ChannelRecord } from './channel-record.ts'
import type { AttemptDeps } from './deliver-head.ts'
import type { Groups } from './groups.ts'
import type { Sender } from './sender.ts'

/** For how long the previous key signs as well. */
const previousKeyForMs = 24 * 3_600_000

/** What waits for a channel, and when the first of it is tried. */
interface Waiting {
  readonly queued: number
  readonly nextAttemptAt: number
}

/** The channels of each domain: who may change them is decided by their routes. */
export function createChannels(
  deps: Pick<
    AttemptDeps,
    'db' | 'queue' | 'groups' | 'announcements' | 'channels' | 'log' | 'now' | 'nowWall'
  > & {
    readonly allow: AllowList
    readonly grouping: Pick<Groups, 'waiting'>
    readonly sender: Pick<Sender, 'wake'>
  },
) {
  const { db, queue, log, nowWall } = deps
  const store = deps.channels

  function shown(record: ChannelRecord, waiting: Waiting | undefined): Channel {
    const { org: _org, secrets, failures, ...rest } = record
    return {
      ...rest,
      host: secrets === undefined ? null : new URL(secrets.address).hostname,
      problem: secrets === undefined ? 'secrets-unreadable' : null,
      hasSigningKey: secrets?.signingKey !== undefined,
      previousKeyUntil: secrets?.previousKey === undefined ? null : record.previousKeyUntil,
      isEnabled: record.offReason === null,
      ...{ failures: failures.count, failingSince: failures.since },
      queued: waiting?.queued ?? 0,
      nextAttemptAt: waiting === undefined ? null : waiting.nextAttemptAt - deps.now() + nowWall(),
    }
  }

  /** What waits for each channel: messages, and notices that wait for others. */
  async function waitingOf(org: string): Promise<ReadonlyMap<string, Waiting>> {
    const [queued, grouped] = [await queue.waiting(org), await deps.grouping.waiting(org)]
    const both = new Map<string, Waiting>(queued)
    for (const [key, group] of grouped) {
      const message = queued.get(key)
      both.set(key, {
        queued: (message?.queued ?? 0) + group.queued,
        nextAttemptAt: message?.nextAttemptAt ?? group.nextAttemptAt,
      })
    }
    return both
  }

  const show = async (record: ChannelRecord): Promise<ChannelOutcome<Channel>> => ({
    ok: true,
    value: shown(record, (await waitingOf(record.org)).get(record.key)),
  })

  return {
    async list(org: string): Promise<readonly Channel[]> {
      const waiting = await waitingOf(org)
      return (await store.list(org)).map((record) => shown(record, waiting.get(record.key)))
    },
    async create(by: Actor, input: NewChannel): Promise<ChannelOutcome<Channel>> {
      const { address, signingKey, ...rest } = input
      const existing = await store.list(by.org)
      if (existing.length >= maxChannels) return refused({ type: 'too-many-channels', max: maxChannels })
      if (existing.some(({ key }) => key === input.key)) return refused({ type: 'channel-exists' })
      const fault =
        faultOfAddress(address, deps.allow) ??
        (signingKey === undefined ? undefined : faultOfKey(existing, input.key, signingKey))
      if (fault !== undefined) return refused(fault)
      const now = nowWall()
      const record = {
        ...{ ...rest, org: by.org, secrets: { address, signingKey, previousKey: undefined } },
        ...{ previousKeyUntil: null, offReason: null, lastDeliveredAt: null },
        failures: { count: 0, since: null },
        ...{ createdAt: now, createdBy: by.username, changedAt: now, changedBy: by.username },
      }
      // Another request, also on another node, may have added it since the list was read.
      if (!(await store.add(record))) return refused({ type: 'channel-exists' })
      return show(record)
    },
    async change(by: Actor, key: string, change: ChannelChange): Promise<ChannelOutcome<Channel>> {
      const fault =
        (change.address === undefined ? undefined : faultOfAddress(change.address, deps.allow)) ??
        (change.signingKey === undefined
          ? undefined
          : faultOfKey(await store.list(by.org), key, change.signingKey))
      if (fault !== undefined) return refused(fault)
      const outcome = await db.transaction().execute(async (transaction) => {
        const record = await store.find(by.org, key, transaction)
        if (record === undefined) return { type: 'no-such-channel' } as const
        const secrets = changedSecrets(record, change)
        if ('type' in secrets) return secrets
        const now = nowWall()
        const isNewKey =
          change.signingKey !== undefined && secrets.previousKey !== record.secrets?.previousKey
        const isSwitchedOn = change.isEnabled === true && record.offReason !== null
        const changed = {
          ...record,
          ...{
            name: change.name ?? record.name,
            allowsNames: change.allowsNames ?? record.allowsNames,
            secrets,
          },
          previousKeyUntil: isNewKey ? now + previousKeyForMs : record.previousKeyUntil,
          offReason:
            change.isEnabled === undefined
              ? record.offReason
              : change.isEnabled
                ? null
                : (record.offReason ?? ('switched-off' as const)),
          failures: isSwitchedOn ? { count: 0, since: null } : record.failures,
          ...{ changedAt: now, changedBy: by.username },
        }
        await store.change(changed, transaction)
        return changed
      })
      if ('type' in outcome) return refused(outcome)
      deps.sender.wake() // drops what waits for a channel that is off
      return show(outcome)
    },
    /** Removes a channel with its queue and its log. */
    remove: ({ org }: Actor, key: string): Promise<ChannelOutcome<undefined>> =>
      db.transaction().execute(async (transaction) => {
        if ((await store.find(org, key, transaction)) === undefined)
          return refused({ type: 'no-such-channel' })
        await queue.clear(transaction, { org, key })
        await deps.groups.clear(transaction, { org, key })
        await deps.announcements.clear(transaction, { org, key })
        await log.clear(transaction, { org, key })
        await store.remove(org, key, transaction)
        return { ok: true, value: undefined }
      }),
  }
}
export type Channels = ReturnType<typeof createChannels>
