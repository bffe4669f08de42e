import type { ServerMessage } from '@wallboard/relay'
import { upLink } from './staged-display.ts'

type Snapshot = Extract<ServerMessage, { type: 'snapshot' }>
type Link = Snapshot['link']

const second = 1_000
const minute = 60 * second

/** Calls, longest wait in seconds, ready, on call, not ready, callbacks, voicemails: the most urgent queue first. */
const queueFigures = [
  ['Renewals', 1, 395, 0, 3, 2, 1, 1],
  ['Claims', 4, 237, 0, 4, 2, 2, 0],
  ['Business Accounts', 4, 146, 0, 3, 1, 0, 0],
  ['New Customers', 1, 153, 0, 2, 3, 0, 0],
  ['Deliveries', 3, 87, 0, 4, 2, 0, 1],
  ['Billing', 0, 0, 0, 4, 1, 0, 0],
  ['Technical Support', 0, 0, 0, 3, 2, 0, 1],
  ['Sales', 0, 0, 0, 2, 2, 0, 0],
  ['Returns', 0, 0, 0, 3, 1, 0, 0],
  ['Priority Desk', 0, 0, 1, 4, 3, 0, 0],
  ['Card Services', 0, 0, 0, 2, 1, 0, 0],
  ['Complaints', 0, 0, 1, 4, 1, 0, 0],
] as const

export const stagedQueues = queueFigures.map(([name], index) => ({ id: String(300_001 + index), name }))

const agentNames = [
  ...['Lucia Quist', 'Noor Hart', 'Sam Iqbal', 'Ines Novak', 'Marta Park', 'Farid Yilmaz', 'Olga Fischer'],
  ...['Gwen Ferrari', 'Dele Clark', 'Clara Dunn', 'Tom Okafor', 'Ana Ruiz', 'Leo Brandt', 'Mia Sato'],
  ...['Paul Adeyemi', 'Ruth Klein', 'Jan Kowalski', 'Sofia Rossi', 'Omar Haddad', 'Elif Jones', 'Max Weber'],
  ...['Nina Larsen', 'Hugo Martin', 'Aisha Khan', 'Ivan Petrov', 'Julia Stone', 'Karim Aziz', 'Vera Lind'],
]
const reasons = [
  { id: '600001', name: 'Lunch' },
  { id: '600002', name: 'Coaching' },
  { id: '600003', name: 'Short break' },
]
const campaigns = [
  { id: '400001', name: 'Inbound 1', type: 'INBOUND', queueIds: ['300001', '300002', '300003'] },
  { id: '400002', name: 'Inbound 2', type: 'INBOUND', queueIds: ['300004', '300005'] },
  { id: '400003', name: 'Service line', type: 'INBOUND', queueIds: ['300006', '300007', '300008'] },
  { id: '400004', name: 'Renewal calls', type: 'OUTBOUND', queueIds: ['300001'] },
]

/** The state of each agent, in turn: most are on a call. */
const states = ['ACW', 'NOT_READY', 'READY', 'ON_CALL', 'ON_CALL', 'ON_CALL', 'ON_CALL', 'NOT_READY'] as const

const agentRows = (now: number) =>
  agentNames.map((_, index) => {
    const state = states[index % states.length] ?? 'READY'
    const since = now - (index * 37 + 51) * second * (state === 'NOT_READY' ? 4 : 1)
    const reason = state === 'NOT_READY' ? reasons[Math.floor(index / 3) % reasons.length] : undefined
    const isBusy = state === 'ON_CALL' || state === 'ACW'
    return {
      ...{ id: String(200_001 + index), asOf: now, state, stateSince: since },
      ...{ reasonCodeId: reason?.id ?? '0', reasonCodeSince: reason === undefined ? 0 : since },
      ...{
        campaignId: isBusy ? (campaigns[index % 3]?.id ?? null) : null,
        callType: isBusy ? 'INBOUND' : null,
      },
    }
  })

const agentStatistics = (now: number) =>
  agentNames.map((_, index) => ({
    ...{ id: String(200_001 + index), asOf: now, totalCallsCount: 9 + ((index * 5) % 13) },
    ...{
      averageHandleTime: (225 + ((index * 47) % 140)) * second,
      averageWrapTime: (40 + (index % 7) * 8) * second,
    },
    ...{ utilization: 0.71 + ((index * 3) % 17) / 100, occupancy: 0.88 + (index % 9) / 100 },
  }))

function queueRows(now: number) {
  const rows = queueFigures.map(([, calls, wait, ready, onCall, notReady, callbacks, voicemails], index) => ({
    ...{
      id: String(300_001 + index),
      asOf: now,
      callsInQueue: calls,
      currentLongestQueueTime: wait * second,
    },
    ...{ callbacksInQueue: callbacks, voicemailsInQueue: voicemails, vivrCallsInQueue: 0 },
    ...{ agentsInQueue: ready, agentsOnCall: onCall, agentsNotReadyForCalls: notReady },
    ...{ agentsLoggedIn: ready + onCall + notReady, agentsActive: ready + onCall + notReady },
    ...{ longestQueueTime: Math.max(268_000, wait * second), agentsInVoicemailQueue: ready },
    ...{ voicemailsInProgress: 0, voicemailsTotal: voicemails },
  }))
  const totals = {
    ...{ id: '0', asOf: now, callsInQueue: 13, currentLongestQueueTime: 395 * second, callbacksInQueue: 3 },
    ...{ voicemailsInQueue: 3, agentsInQueue: 3, agentsOnCall: 14, agentsNotReadyForCalls: 11 },
    ...{ agentsLoggedIn: 28, agentsActive: 28 },
  }
  return [totals, ...rows]
}

function campaignRows(now: number) {
  const inbound = campaigns.slice(0, 3).map(({ id }, index) => ({
    ...{ id, asOf: now - index * 11 * minute, totalCallsCount: 412 - index * 140 },
    ...{ connectedCallsCount: 380 - index * 136, handledCallsCount: 378 - index * 136 },
    ...{ abandonedCallsCount: 21 + index * 3, abandonCallRate: 0.052 + index * 0.03 },
    ...{ averageSpeedOfAnswer: (21 + index * 33) * second, averageHandleTime: (281 + index * 21) * second },
    ...{ averageCallTime: (240 + index * 20) * second, averageWrapTime: 41 * second },
    ...{ serviceLevelQueue: 0.784 - index * 0.11, serviceLevelTalk: 0.79 - index * 0.11 },
  }))
  const outbound = {
    ...{ id: '400004', asOf: now, totalCallsCount: 143, connectedCallsCount: 138, handledCallsCount: 138 },
    ...{ abandonedCallsCount: 5, abandonCallRate: 0.035, averageHandleTime: 139 * second },
  }
  const dialer = {
    ...{ id: '400004', asOf: now, readyForCallAgentsCount: 2, dialingAttemptsCount: 610 },
    ...{ contactedCallsCount: 143, totalRecordsCount: 2_400, availableRecordsCount: 1_986 },
    ...{ callsToAgentRatio: 1.4, callsToAgentTargetRatio: 1.5, campaignState: 'RUNNING' },
  }
  const running = campaigns.map(({ id }) => ({
    ...{ id, asOf: now, campaignState: 'RUNNING', stateSince: now - 90 * minute },
  }))
  return { inbound, outbound, dialer, running }
}

/** A floor of twelve queues, 28 agents and four campaigns: every figure is fixed, so that two pictures of it are equal. */
export function stagedFloor(now: number, link: Link = upLink(now)): Snapshot {
  const { inbound, outbound, dialer, running } = campaignRows(now)
  return {
    ...{
      type: 'snapshot',
      eventId: '5000',
      epoch: 'stage',
      seq: 1,
      asOf: now,
      serverTime: now,
      wallOffsetMs: 0,
    },
    queues: stagedQueues,
    payLoad: [
      { dataSource: 'ACD_STATUS', data: queueRows(now) },
      { dataSource: 'AGENT_STATE', data: agentRows(now) },
      { dataSource: 'AGENT_STATISTIC', data: agentStatistics(now) },
      { dataSource: 'CAMPAIGN_STATE', data: running },
      { dataSource: 'INBOUND_CAMPAIGN_STATISTICS', data: inbound },
      { dataSource: 'OUTBOUND_CAMPAIGN_STATISTICS', data: [outbound] },
      { dataSource: 'OUTBOUND_CAMPAIGN_MANAGER', data: [dialer] },
    ],
    directory: {
      agents: agentNames.map((name, index) => ({
        ...{ id: String(200_001 + index), name },
        queueIds: stagedQueues.filter((_, queue) => (queue + index) % 4 === 0).map(({ id }) => id),
      })),
      ...{ campaigns, reasons },
      groups: [
        {
          id: '700001',
          name: 'Support team',
          agentIds: agentNames.slice(0, 14).map((_, i) => String(200_001 + i)),
        },
      ],
    },
    link,
  }
}

/** A domain without queues, agents and campaigns. */
export function emptyFloor(now: number): Snapshot {
  const { payLoad, ...floor } = stagedFloor(now)
  return {
    ...floor,
    queues: [],
    payLoad: payLoad.map(({ dataSource }) => ({ dataSource, data: [] })),
    directory: { agents: [], campaigns: [], reasons: [] },
  }
}
