import type { AgentScope, Pace, ViewSpec } from '@wallboard/relay'
import { queueSource } from '@wallboard/statistics'
import type { Board } from './board.ts'
import { agentSource, campaignSource, outboundSource } from './data-sources.ts'
import { queueFieldsOf } from './queue-fields.ts'
import { requirementsOf } from './requirements.ts'

/** The fields of a list of agents beside their names, and those that agents are counted by. */
const listFields = ['state', 'stateSince', 'reasonCodeId', 'reasonCodeSince']
const countFields = ['state']

const noAgents: AgentScope = { queueIds: [], fields: [], areNamed: false }

/**
 * The view that a client needs to show a board as its mode shows it (see `applyMode`), and nothing more. The source of
 * queues is always part of it: the header shows their totals.
 */
export function viewSpecOf(board: Pick<Board, 'pages'>, pace: Pace): ViewSpec {
  const { queues, agents, campaigns, outboundCampaigns } = requirementsOf(board)
  return {
    pace,
    sources: [
      queueSource,
      ...(agents === undefined ? [] : [agentSource]),
      ...(campaigns ? [campaignSource] : []),
      ...(outboundCampaigns ? [outboundSource] : []),
    ],
    queueIds: queues,
    queueFields: queueFieldsOf(board),
    agents:
      agents === undefined
        ? noAgents
        : {
            queueIds: agents.queues,
            fields: agents.names ? listFields : countFields,
            areNamed: agents.names,
          },
  }
}
