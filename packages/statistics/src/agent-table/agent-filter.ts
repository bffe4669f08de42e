import type { Activity } from '../agents.ts'
import type { AgentRecord } from './agent-record.ts'

/** Which agents a list shows. An empty list of ids means all; several filters must all match. */
export interface AgentFilter {
  readonly activities: readonly Activity[]
  readonly reasonIds: readonly string[]
  readonly groupIds: readonly string[]
  readonly queueIds: readonly string[]
  readonly campaignIds: readonly string[]
  readonly isFlagged: boolean
  /** Part of a name or the start of an id, in any case. */
  readonly text: string
}

export const everyAgent: AgentFilter = {
  activities: [],
  reasonIds: [],
  groupIds: [],
  queueIds: [],
  campaignIds: [],
  isFlagged: false,
  text: '',
}

/** A text without accents and capitals. */
export const plainText = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()

/** `plainText` that computes each text once: a list filters thousands of names at each key. */
export function createPlainTexts(plain: (text: string) => string = plainText): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const computed = plain(text)
    known.set(text, computed)
    return computed
  }
}

const overlaps = (wanted: readonly string[], ids: readonly string[]): boolean =>
  wanted.length === 0 || wanted.some((id) => ids.includes(id))

const isOneOf = (wanted: readonly string[], id: string | undefined): boolean =>
  wanted.length === 0 || (id !== undefined && wanted.includes(id))

/**
 * Prepares a filter for many agents. Without a filter on activities, agents who are logged out are left out. `plain` is
 * `plainText`, or computes the same.
 */
export function agentMatcher(
  filter: AgentFilter,
  isFlagged: (id: string) => boolean,
  plain: (text: string) => string = plainText,
): (agent: AgentRecord) => boolean {
  const text = plain(filter.text.trim())
  return (agent) =>
    (filter.activities.length === 0
      ? agent.activity !== 'logged-out'
      : filter.activities.includes(agent.activity)) &&
    isOneOf(filter.reasonIds, agent.reason?.id) &&
    overlaps(filter.groupIds, agent.groupIds) &&
    overlaps(filter.queueIds, agent.queueIds) &&
    isOneOf(filter.campaignIds, agent.campaign?.id) &&
    (!filter.isFlagged || isFlagged(agent.id)) &&
    (text === '' || plain(agent.name).includes(text) || agent.id.startsWith(text))
}
