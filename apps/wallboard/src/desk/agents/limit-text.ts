import type { AgentRecord, Habits } from '@wallboard/statistics/agent-table'
import type { StateLimits } from '@wallboard/statistics/estimates'
import { agentsPage } from '../../i18n/index.ts'
import { formatWait } from '../../ui/format/wait.ts'

const { limits: texts } = agentsPage

function afterCallText(id: string, limit: string, source: StateLimits['source'], habits: Habits): string {
  const own = habits.afterCall(id)?.count ?? 0
  const team = habits.teamAfterCall?.count ?? 0
  if (source === 'own') return texts.ownAfterCall(limit, own)
  return source === 'team' ? texts.teamAfterCall(limit, team, own) : texts.defaultAfterCall(limit, own, team)
}

function notReadyText(
  { id, name }: NonNullable<AgentRecord['reason']>,
  limits: StateLimits | undefined,
  habits: Habits,
): string {
  const count = habits.reason(id)?.count ?? 0
  if (limits === undefined) return texts.noReasonLimit(name, count)
  const limit = formatWait(limits.mark * 1_000)
  return limits.source === 'site' ? texts.siteReason(limit, name) : texts.ofReason(limit, name, count)
}

/**
 * The limit above which an agent is marked, and where it comes from: the agent's own past, the team's, or a default with
 * what is missing. Empty for a state without a limit.
 */
export function limitText(
  { id, activity, reason }: AgentRecord,
  limits: StateLimits | undefined,
  habits: Habits,
): string {
  if (activity === 'not-ready') return reason === undefined ? '' : notReadyText(reason, limits, habits)
  if (limits === undefined) return ''
  const limit = formatWait(limits.mark * 1_000)
  if (activity === 'after-call') return afterCallText(id, limit, limits.source, habits)
  if (activity !== 'on-call') return texts.fixed(limit)
  const count = habits.onCall(id)?.count ?? 0
  return limits.source === 'own' ? texts.ownOnCall(limit, count) : texts.defaultOnCall(limit, count)
}
