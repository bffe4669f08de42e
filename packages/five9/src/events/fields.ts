/** The fields of ACD_STATUS: counts, and two waits in milliseconds. A domain may omit e-mails and chats. */
export const acdStatusFields = [
  'callsInQueue',
  'callbacksInQueue',
  'voicemailsInQueue',
  'voicemailsInProgress',
  'voicemailsTotal',
  'agentsInVoicemailQueue',
  'agentsActive',
  'agentsLoggedIn',
  'agentsInQueue',
  'agentsOnCall',
  'agentsNotReadyForCalls',
  'longestQueueTime',
  'currentLongestQueueTime',
  'vivrCallsInQueue',
  'emailsInQueue',
  'chatsInQueue',
] as const
export type AcdStatusField = (typeof acdStatusFields)[number]

const timedAgentStates = [
  'onHold',
  'onPark',
  'afterCallWork',
  'loggedOut',
  'notReady',
  'onCall',
  'ready',
] as const
type TimedAgentState = (typeof timedAgentStates)[number]

const agentStateFieldsOnce = [
  'stateSince',
  'stateDuration',
  'reasonCodeSince',
  'reasonCodeDuration',
  'parkedCallsCount',
  'currentVideoChatsCount',
  'currentEmailsCount',
  'currentCasesCount',
  'currentChatsCount',
] as const

/** The numbers of AGENT_STATE: instants by Five9's clock (epoch milliseconds), durations in milliseconds, counts. */
export type AgentStateField =
  (typeof agentStateFieldsOnce)[number] | `${TimedAgentState}State${'Since' | 'Duration'}`

export const agentStateFields: readonly AgentStateField[] = [
  ...agentStateFieldsOnce,
  ...timedAgentStates.flatMap((state) => [`${state}StateSince`, `${state}StateDuration`] as const),
]

/** The text fields of AGENT_STATE that this project reads. */
export type AgentStateTextField = 'state' | 'reasonCodeId' | 'callType' | 'campaignId'

/** The numbers of INBOUND_CAMPAIGN_STATISTICS that this project reads: counts, times in milliseconds, rates. */
export type InboundCampaignField =
  | 'totalCallsCount'
  | 'connectedCallsCount'
  | 'abandonedCallsCount'
  | 'abandonCallRate'
  | 'averageSpeedOfAnswer'
  | 'averageHandleTime'
  | 'serviceLevelQueue'
  | 'serviceLevelTalk'
