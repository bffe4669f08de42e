import type { BoardRequirements } from '@wallboard/boards'
import { DataSource } from '@wallboard/five9/identifiers'
import type { AgentScope, ViewSpec } from '@wallboard/relay'

/** What a list of people tells beside their names. */
const shownFields = ['state', 'stateSince', 'reasonCodeId', 'reasonCodeSince']
/** What people are counted by. */
const countedFields = ['state']

const nobody: AgentScope = { queueIds: [], fields: [], areNamed: false }

/** What a wall display is sent for its board and its header. The queues' source always is. */
export function viewSpecForBoard({ queues, agents, campaigns }: BoardRequirements): ViewSpec {
  return {
    pace: 'wall',
    sources: [
      DataSource.AcdStatus,
      ...(agents === undefined ? [] : [DataSource.AgentState]),
      ...(campaigns ? [DataSource.InboundCampaignStatistics] : []),
    ],
    queueIds: queues,
    agents:
      agents === undefined
        ? nobody
        : {
            queueIds: agents.queues,
            fields: agents.names ? shownFields : countedFields,
            areNamed: agents.names,
          },
  }
}
