import { DataSource, type StatRow } from '@wallboard/five9/events'
import { acdStatusRow, agentsOnlyRow, currentLongestMs } from './acd-status-row.ts'
import { agentStateRow } from './agent-state-row.ts'
import { agentStatisticRow, countedUntil, tallyOf } from './agent-statistic-row.ts'
import { campaignStateRow, inboundCampaignRow } from './campaign-rows.ts'
import type { Agent, Campaign, Queue } from './contact-centre.ts'
import type { OutboundCampaign } from './outbound-campaign.ts'
import { outboundManagerRow, outboundStatisticsRow } from './outbound-rows.ts'
import { createRowCache } from './row-cache.ts'

/**
 * The content of row "0" of ACD_STATUS. `agents`: counts of agents, and 0 for everything that waits, as on a live
 * domain. `sums`: also calls, callbacks, voicemails and waits of all queues.
 */
export type TotalsForm = 'agents' | 'sums'

export interface FloorState {
  readonly queues: readonly Queue[]
  readonly agents: readonly Agent[]
  readonly campaigns: readonly Campaign[]
  readonly outbound: OutboundCampaign
}

/** A station of an agent who is logged in. Five9 does not document the fields of a station. */
function stationRow({ id, extension }: Agent): StatRow {
  return { id: extension, stationId: extension, stationType: 'SOFTPHONE', state: 'CONNECTED', userId: id }
}

function userSessionRow(agent: Agent): StatRow {
  return {
    id: `S${agent.id}-${agent.loggedInAt}`,
    userId: agent.id,
    userName: agent.userName,
    fullName: agent.fullName,
    role: 'Agent',
    sessionStart: agent.loggedInAt,
    station: agent.extension,
  }
}

/** Builds the rows of each data source, including the totals rows `"0"` and `""`. Unchanged rows are reused. */
export function createRows() {
  const [queueRows, stateRows, statisticRows] = [
    createRowCache<Queue>(),
    createRowCache<Agent>(),
    createRowCache<Agent>(),
  ]
  const [sessionRows, stationRows] = [createRowCache<Agent>(), createRowCache<Agent>()]
  const [managerRows, outboundRows] = [createRowCache<OutboundCampaign>(), createRowCache<Campaign>()]
  const [campaignStates, campaignRows] = [createRowCache<Campaign>(), createRowCache<Campaign>()]
  const totalsRows = createRowCache<{ readonly source: string }>()
  const queueTotals = { agents: { source: 'agents only' }, sums: { source: 'sums' } }
  const agentTotals = { source: 'agent statistics' }
  let calls = 0

  return (
    { queues, agents, campaigns, outbound }: FloorState,
    now: number,
    totals: TotalsForm,
    sources?: ReadonlySet<string>,
  ): ReadonlyMap<string, readonly StatRow[]> => {
    calls += 1 // totals depend on all rows: rebuild them each time, and reuse them when equal
    const queueRow = (queue: Queue): StatRow => {
      const longestMs = currentLongestMs([queue], now)
      return queueRows(queue, queue.revision, longestMs, () =>
        acdStatusRow(queue.id, [queue], queue.agents, longestMs),
      )
    }
    const statisticRow = (agent: Agent): StatRow => {
      const until = agent.state === 'LOGGED_OUT' ? agent.changedAt : countedUntil(agent, now)
      return statisticRows(agent, agent.revision, until, () =>
        agentStatisticRow(agent.id, tallyOf([agent], now)),
      )
    }
    const present = agents.filter(({ state }) => state !== 'LOGGED_OUT')
    const builders: readonly (readonly [string, () => readonly StatRow[]])[] = [
      [
        DataSource.AcdStatus,
        () => [
          totalsRows(queueTotals[totals], calls, 0, () =>
            totals === 'agents'
              ? agentsOnlyRow('0', agents)
              : acdStatusRow('0', queues, agents, currentLongestMs(queues, now)),
          ),
          ...queues.map(queueRow),
        ],
      ],
      [
        DataSource.AgentState,
        () => agents.map((agent) => stateRows(agent, agent.revision, 0, () => agentStateRow(agent))),
      ],
      [
        DataSource.AgentStatistic,
        () => [
          totalsRows(agentTotals, calls, 0, () => agentStatisticRow('', tallyOf(agents, now))),
          ...agents.map(statisticRow),
        ],
      ],
      [
        DataSource.CampaignState,
        () =>
          campaigns.map((campaign) =>
            campaignStates(campaign, campaign.revision, 0, () => campaignStateRow(campaign)),
          ),
      ],
      [
        DataSource.InboundCampaignStatistics,
        () =>
          campaigns
            .filter(({ type }) => type === 'INBOUND')
            .map((campaign) =>
              campaignRows(campaign, campaign.revision, 0, () => inboundCampaignRow(campaign)),
            ),
      ],
      [
        DataSource.OutboundCampaignStatistics,
        () =>
          campaigns
            .filter(({ type }) => type === 'OUTBOUND')
            .map((campaign) =>
              outboundRows(campaign, campaign.revision, 0, () => outboundStatisticsRow(campaign)),
            ),
      ],
      [
        DataSource.OutboundCampaignManager,
        () =>
          [outbound]
            .filter(({ campaign }) => campaign.state === 'RUNNING')
            .map((running) =>
              managerRows(running, running.campaign.revision, 0, () => outboundManagerRow(running)),
            ),
      ],
      [
        DataSource.Stations,
        () => present.map((agent) => stationRows(agent, agent.loggedInAt, 0, () => stationRow(agent))),
      ],
      [
        DataSource.UserSession,
        () => present.map((agent) => sessionRows(agent, agent.loggedInAt, 0, () => userSessionRow(agent))),
      ],
    ]
    return new Map(
      builders.flatMap(([source, rowsOf]) => (sources?.has(source) === false ? [] : [[source, rowsOf()]])),
    )
  }
}
