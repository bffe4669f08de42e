import type { AgentFlag, AgentRecord } from '@wallboard/statistics/agent-table'
import { activityOf, type Activity } from '@wallboard/statistics'
import { agentsPage as texts } from '../../i18n/index.ts'
import { formatWait } from '../../ui/format/wait.ts'

/** The activity of a recorded state. */
export const activityOfState = (state: string): Activity => activityOf({ id: '', asOf: 0, state })

/** Five9's own word for a state that has no name here. */
export const stateText = ({ activity, state }: AgentRecord): string =>
  activity === 'other' && state !== undefined
    ? state.toLowerCase().replace(/_/g, ' ')
    : texts.activities[activity]

/** What a flag says, beside the agent's time. */
export function flagText(
  flag: AgentFlag,
  agent: AgentRecord,
  queue: { readonly name: string; readonly waiting: number | undefined } | undefined,
): string {
  const limit = formatWait(flag.limit * 1_000)
  switch (flag.kind) {
    case 'after-call':
      return agent.wrapMs === undefined || flag.source === 'own'
        ? texts.flags.afterCall(limit)
        : texts.flags.afterCallUsual(formatWait(agent.wrapMs))
    case 'not-ready':
      return texts.flags.ofLimit(agent.reason?.name ?? '', Math.round(flag.limit / 60))
    case 'not-fed':
      return texts.flags.notFed(queue?.name ?? '', queue?.waiting)
    case 'not-for-calls':
      return texts.flags.notForCalls(queue?.name ?? '')
    case 'passed-over':
      return texts.flags.passedOver(queue?.name ?? '', flag.passedOver?.calls ?? 0)
    case 'ringing':
      return texts.flags.ringing(limit)
    case 'on-call':
      return texts.flags.onCall(limit)
  }
}

/** The first queue by name and how many more: "Renewals +2". */
export function queuesText(names: readonly string[]): string {
  const [first, ...more] = names
  if (first === undefined) return '–'
  return more.length === 0 ? first : `${first} +${more.length}`
}
