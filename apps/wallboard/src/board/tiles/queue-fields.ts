/** The counts in the tiles of a queue and of a group, in the order in which both show them, with their icons. */

/** Counts of agents. */
export const agentFields = [
  ['agentsInQueue', 'ready'],
  ['agentsOnCall', 'on-call'],
  ['agentsNotReadyForCalls', 'not-ready'],
] as const

/** Counts of waiting work other than calls. */
export const otherFields = [
  ['callbacksInQueue', 'callbacks'],
  ['voicemailsInQueue', 'voicemails'],
  ['vivrCallsInQueue', 'visual-ivr'],
  ['chatsInQueue', 'chats'],
  ['emailsInQueue', 'emails'],
] as const
