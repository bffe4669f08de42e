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

/** The numbers of AGENT_STATISTIC: counts, times in milliseconds, and shares from 0 to 1. */
export const agentStatisticFields = [
  'totalCallsCount',
  'agentCallsCount',
  'totalCallsWithoutInternalsCount',
  'inboundCallsCount',
  'outboundCallsCount',
  'internalCallsCount',
  'successfulInternalCallsCount',
  'breaksCount',
  'averageBreakTime',
  'averageCallTime',
  'averageHoldTime',
  'averageWrapTime',
  'averageHandleTime',
  'averageIdleTime',
  'averageInternalCallTime',
  'previewCallsCount',
  'skippedInPreviewCallsCount',
  'previewTime',
  'averagePreviewTime',
  'processedVoicemailCount',
  'averageVoicemailProcessingTime',
  'averageVoicemailReadyTime',
  'callCharges',
  'firstCallResolution',
  'loginTime',
  'offBreakTime',
  'occupancy',
  'utilization',
] as const
export type AgentStatisticField = (typeof agentStatisticFields)[number]

/** The numbers of INBOUND_CAMPAIGN_STATISTICS: counts, times in milliseconds, rates. Visual IVR sessions have two spellings. */
export const inboundCampaignFields = [
  'totalCallsCount',
  'connectedCallsCount',
  'handledCallsCount',
  'abandonedCallsCount',
  'abandonCallRate',
  'connectedPlusAbandonedCallsCount',
  'associatedWithAgentsCallsCount',
  'finishedInIVRSuccessCallsCount',
  'finishedInIVRErrorCallsCount',
  'rejectedCallsCount',
  'averageSpeedOfAnswer',
  'averageCallTime',
  'averageHandleTime',
  'averageWrapTime',
  'averageAvailabilityTime',
  'longestHoldTime',
  'longestQueueTime',
  'serviceLevelQueue',
  'serviceLevelTalk',
  'firstCallResolution',
  'callCharges',
  'vivrSessionsCount',
  'vivrSessionsCounty',
] as const
export type InboundCampaignField = (typeof inboundCampaignFields)[number]

/** The numbers of OUTBOUND_CAMPAIGN_MANAGER: counts of agents, calls and records, and calls for each agent. */
export const outboundManagerFields = [
  'readyForCallAgentsCount',
  'dispositionedRecordsCount',
  'dialingAttemptsCount',
  'contactedCallsCount',
  'skippedInPreviewCallsCount',
  'totalRecordsCount',
  'availableRecordsCount',
  'redialedWithTimerRecordsCount',
  'dialedWithoutTimerRecordsCount',
  'dialedWithASAPRequestRecordsCount',
  'noPartyContactSystemCallsCount',
  'abandonedCallsCount',
  'unreachableRecordsCount',
  'callsToAgentRatio',
  'callsToAgentTargetRatio',
] as const
export type OutboundManagerField = (typeof outboundManagerFields)[number]

/**
 * The text of OUTBOUND_CAMPAIGN_MANAGER and of CAMPAIGN_STATE: `RUNNING`, `NOT_RUNNING`, `STARTING`, `STOPPING` or
 * `RESETTING`.
 */
export type OutboundManagerTextField = 'campaignState'

/** Numbers of OUTBOUND_CAMPAIGN_STATISTICS. Five9 documents none: these are numbers where inbound campaigns have them. */
export const outboundCampaignFields = [
  'totalCallsCount',
  'connectedCallsCount',
  'handledCallsCount',
  'abandonedCallsCount',
  'abandonCallRate',
  'averageCallTime',
  'averageHandleTime',
  'averageWrapTime',
  'callCharges',
  'firstCallResolution',
] as const
export type OutboundCampaignField = (typeof outboundCampaignFields)[number]
