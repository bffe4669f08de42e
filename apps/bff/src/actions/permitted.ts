import { actionNames, type ActionName, type ActionsReply } from '@wallboard/relay/rest/actions'

/**
 * The permission that each action needs at Five9, where its name is known (docs/decisions/0027). An action without one
 * is offered to all: Five9 decides when it is requested.
 */
const requiredPermission: Readonly<Record<ActionName, string | undefined>> = {
  'set-agent-state': 'CAN_VIEW_AGENTS_DATA',
  'set-agent-skills': 'CAN_EDIT_AGENT_SKILLS',
  'log-out-agent': 'CAN_VIEW_ACTIVE_SESSIONS',
  'start-campaign': 'CAN_START_CAMPAIGNS',
  'stop-campaign': 'CAN_START_CAMPAIGNS',
  'reset-campaign': 'CAN_START_CAMPAIGNS',
  'accept-notice': undefined,
}

/** Which actions a person may use. `permissions`: names from Five9; undefined or empty when Five9 gave none. */
export function permittedActions(permissions: readonly string[] | undefined): ActionsReply['actions'] {
  const isKnown = permissions !== undefined && permissions.length > 0
  return actionNames.map((name) => {
    const required = requiredPermission[name]
    if (required === undefined) return { name, permitted: 'yes' }
    if (!isKnown) return { name, permitted: 'unknown' }
    return { name, permitted: permissions.includes(required) ? 'yes' : 'no' }
  })
}
