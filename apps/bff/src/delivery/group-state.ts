import {
  floodMs,
  floodOf,
  groupSendAt,
  summarySendAt,
  type GroupPolicy,
  type NewAlert,
} from '@wallboard/alerts'
import { compareLevels } from '@wallboard/statistics'
import type { ChannelKind } from '@wallboard/relay/rest/alert-channels'
import type { AlertFacts, AlertNotice } from './alert-notice.ts'
import { floodText, type FloodFacts } from './flood-text.ts'

/*
 * Which notices of a channel become one message, and when. A rule has one group in a channel, of starts and ends; in a
 * flood the channel has one group of all rules. A group that is due becomes one message for its ends and one for its
 * starts. Ends come first: a start that follows the end of an earlier alert of the same entity stays behind it, and an end
 * never waits beside its own start, since both are dropped then.
 */

/** A notice that waits for others, about one alert. Instants are those of the sender's clock. */
export interface GroupMember {
  readonly notice: AlertNotice
  readonly queuedAt: number
}

/** The groups of one channel. */
export interface ChannelGroups {
  /** In the order of their arrival. */
  readonly members: readonly GroupMember[]
  /** When the last group of each rule was sent. */
  readonly sentAt: ReadonlyMap<string, number>
  /** When the last summary of a flood was sent. */
  readonly summarySentAt: number | undefined
  /** The alerts that began lately, in the order of time. */
  readonly starts: readonly NewAlert[]
}

/** Members that are sent together. */
export interface Group {
  /** Undefined for the group of a flood. */
  readonly rule: string | undefined
  readonly flood: FloodFacts | undefined
  readonly members: readonly GroupMember[]
  readonly dueAt: number
}

/** A message of a group. */
export interface GroupMessage {
  /** Its id is that of its first member. */
  readonly notice: AlertNotice
  readonly members: readonly GroupMember[]
}

/** A channel with this many members sends its groups at once: nothing is dropped, and no message grows without end. */
export const maxMembers = 200
/** Alerts of one message to a webhook, unless it is the summary of a flood: its receiver must learn of each. */
const maxWebhookAlerts = 25
const maxWebhookBytes = 13_000

const isStart = ({ notice }: GroupMember) => notice.type === 'alert.firing'

const latest = (instants: Iterable<number>, now: number): number | undefined => {
  // An instant ahead comes from a clock that was set back while the server did not run.
  const past = [...instants].filter((at) => at <= now)
  return past.length === 0 ? undefined : Math.max(...past)
}

function worstOf(members: readonly GroupMember[]): AlertFacts['level'] | undefined {
  const starts = members.filter(isStart)
  if (starts.length === 0) return undefined
  return starts.some(({ notice }) => notice.alert.level === 'critical') ? 'critical' : 'warn'
}

function floodGroup(
  channel: ChannelGroups,
  flood: FloodFacts,
  now: number,
  policy: GroupPolicy,
): readonly Group[] {
  const { members, sentAt, summarySentAt } = channel
  const [first] = members
  if (first === undefined) return []
  const summaryAt = latest(summarySentAt === undefined ? [] : [summarySentAt], now)
  const groupAt = latest([...sentAt.values(), ...(summaryAt === undefined ? [] : [summaryAt])], now)
  const dueAt = summarySendAt(first.queuedAt, { groupAt, summaryAt }, worstOf(members), policy)
  return [{ rule: undefined, flood, members, dueAt }]
}

function ruleGroups({ members, sentAt }: ChannelGroups, now: number, policy: GroupPolicy): readonly Group[] {
  const byRule = new Map<string, GroupMember[]>()
  for (const member of members) {
    const rule = member.notice.alert.rule.id
    const known = byRule.get(rule)
    if (known === undefined) byRule.set(rule, [member])
    else known.push(member)
  }
  return [...byRule].flatMap(([rule, ofRule]) => {
    const [first] = ofRule
    if (first === undefined) return []
    const last = sentAt.get(rule)
    const dueAt = groupSendAt(first.queuedAt, latest(last === undefined ? [] : [last], now), policy)
    return [{ rule, flood: undefined, members: ofRule, dueAt }]
  })
}

function floodAt({ starts }: ChannelGroups, now: number, policy: GroupPolicy): FloodFacts | undefined {
  const flood = floodOf(starts, now, policy.floodCount)
  if (flood === undefined) return undefined
  const recent = starts.filter(({ at }) => at <= now && now - at < floodMs)
  return { alerts: flood.alerts, entities: [...new Set(recent.map(({ entity }) => entity))] }
}

/** The groups of a channel at an instant, in the order of their first members. */
export function groupsOf(channel: ChannelGroups, now: number, policy: GroupPolicy): readonly Group[] {
  const flood = floodAt(channel, now, policy)
  const groups =
    flood === undefined ? ruleGroups(channel, now, policy) : floodGroup(channel, flood, now, policy)
  const isFull = channel.members.length >= maxMembers
  return groups.map((group) => {
    const isAhead = group.members.some(({ queuedAt }) => queuedAt > now)
    return isFull || isAhead ? { ...group, dueAt: Math.min(group.dueAt, now) } : group
  })
}

/** The title of a message in a flood; one end has its own. */
function summaryOf(flood: FloodFacts, member: GroupMember, count: number): string | undefined {
  if (isStart(member)) return floodText(flood, count)
  return count === 1 ? undefined : `Ended: ${count} alarms`
}

/** One notice of several members: the worst alert first. An alert that is twice in it has its last facts. */
function merged(members: readonly GroupMember[], flood: FloodFacts | undefined): GroupMessage[] {
  const [first] = members
  if (first === undefined) return []
  const byAlert = new Map(members.map(({ notice }) => [notice.alert.alertId, notice.alert]))
  const [alert = first.notice.alert, ...also] = [...byAlert.values()].sort((a, b) =>
    compareLevels(b.level, a.level),
  )
  const { also: _also, summary: _summary, names: _names, ...rest } = first.notice
  const facts = [alert, ...also]
  const summary = flood && summaryOf(flood, first, facts.length)
  const notice: AlertNotice = {
    ...rest,
    alert,
    at: Math.max(...members.map(({ notice: { at } }) => at)),
    ...(members.some(({ notice: { names } }) => names === false) ? { names: false } : {}),
    ...(also.length === 0 ? {} : { also }),
    ...(summary === undefined ? {} : { summary }),
  }
  return [{ notice, members }]
}

/** Splits members so that a message to a webhook lists each of its alerts. */
function chunksOf(members: readonly GroupMember[]): readonly (readonly GroupMember[])[] {
  const chunks: GroupMember[][] = []
  let bytes = 0
  for (const member of members) {
    const size = Buffer.byteLength(JSON.stringify(member.notice.alert))
    const chunk = chunks.at(-1)
    if (chunk === undefined || chunk.length >= maxWebhookAlerts || bytes + size > maxWebhookBytes) {
      chunks.push([member])
      bytes = size
    } else {
      chunk.push(member)
      bytes += size
    }
  }
  return chunks
}

/** The messages of a group, in the order in which they are sent. */
export function messagesOf({ members, flood }: Group, kind: ChannelKind): readonly GroupMessage[] {
  const ends = members.filter((member) => !isStart(member))
  const starts = members.filter(isStart)
  const split = (parts: readonly GroupMember[]) => (kind === 'webhook' ? chunksOf(parts) : [parts])
  return [
    ...split(ends).flatMap((part) => merged(part, flood)),
    ...(flood === undefined ? split(starts) : [starts]).flatMap((part) => merged(part, flood)),
  ]
}
