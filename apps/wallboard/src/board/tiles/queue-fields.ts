/** The counts of the tiles of a queue and of a group, in the order in which both show them. */

/** Counts of agents, with their labels. */
export const agentFields = [
  ['agentsInQueue', 'ready'],
  ['agentsOnCall', 'on call'],
  ['agentsNotReadyForCalls', 'not ready'],
] as const

/** Counts of what waits beside calls, with the labels of one and of many. */
export const otherFields = [
  ['callbacksInQueue', 'callback', 'callbacks'],
  ['voicemailsInQueue', 'voicemail', 'voicemails'],
  ['vivrCallsInQueue', 'visual IVR', 'visual IVR'],
  ['chatsInQueue', 'chat', 'chats'],
  ['emailsInQueue', 'e-mail', 'e-mails'],
] as const
