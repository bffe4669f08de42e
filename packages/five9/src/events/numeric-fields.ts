import { DataSource } from './data-sources.ts'

/** The fields of ACD_STATUS, all counts but the two waits (milliseconds). E-mails and chats are optional. */
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

const agentStates = ['onHold', 'onPark', 'afterCallWork', 'loggedOut', 'notReady', 'onCall', 'ready']
const agentStateFields = [
  'stateSince',
  'stateDuration',
  'reasonCodeSince',
  'reasonCodeDuration',
  'parkedCallsCount',
  'currentVideoChatsCount',
  'currentEmailsCount',
  'currentCasesCount',
  'currentChatsCount',
  ...agentStates.flatMap((state) => [`${state}StateSince`, `${state}StateDuration`]),
]

/** Numbers of the sources that count calls and add up times, whoever they are about. */
const counted = /(?:Count|Time|Charges|Rate|Ratio)$/
const shares = ['occupancy', 'utilization', 'firstCallResolution', 'averageSpeedOfAnswer']
const serviceLevels = ['serviceLevelQueue', 'serviceLevelTalk', 'vivrSessionsCounty']

type IsNumeric = (field: string) => boolean
const among =
  (fields: readonly string[]): IsNumeric =>
  (field) =>
    fields.includes(field)
const countedOr =
  (fields: readonly string[]): IsNumeric =>
  (field) =>
    counted.test(field) || fields.includes(field)

const isNumericIn: Readonly<Record<string, IsNumeric>> = {
  [DataSource.AcdStatus]: among(acdStatusFields),
  [DataSource.AgentState]: among(agentStateFields),
  [DataSource.AgentStatistic]: countedOr(shares),
  [DataSource.InboundCampaignStatistics]: countedOr([...shares, ...serviceLevels]),
  [DataSource.OutboundCampaignStatistics]: countedOr([...shares, ...serviceLevels]),
  [DataSource.OutboundCampaignManager]: countedOr(['callsToAgentTargetRatio']),
  [DataSource.CampaignState]: among(['stateSince', 'priority', 'ratio']),
  [DataSource.UserSession]: among(['sessionStart']),
}

/** True when Five9 documents the field as a count, a duration, a share or an instant: never negative, always finite. */
export function isNumericField(dataSource: string, field: string): boolean {
  return isNumericIn[dataSource]?.(field) ?? false
}
