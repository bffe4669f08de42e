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

const agentStateSince = ['onHold', 'onPark', 'afterCallWork', 'loggedOut', 'notReady', 'onCall', 'ready']

const numericFields: Readonly<Record<string, ReadonlySet<string>>> = {
  [DataSource.AcdStatus]: new Set(acdStatusFields),
  [DataSource.AgentState]: new Set([
    'stateSince',
    'stateDuration',
    'reasonCodeSince',
    'reasonCodeDuration',
    'parkedCallsCount',
    ...agentStateSince.flatMap((state) => [`${state}StateSince`, `${state}StateDuration`]),
  ]),
}

/** True when Five9 documents the field as a count, a duration or an instant: never negative, always finite. */
export function isNumericField(dataSource: string, field: string): boolean {
  return numericFields[dataSource]?.has(field) ?? false
}
