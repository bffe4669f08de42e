/** The overview of the floor. */
export const overviewPage = {
  queue: 'Queue',
  waiting: 'Waiting for the first figures',
  noQueues: 'Five9 sends no statistics of queues: the domain has none, or this user may not see them.',
  fields: {
    callsInQueue: 'Waiting',
    currentLongestQueueTime: 'Longest',
    agentsInQueue: 'Ready',
    agentsOnCall: 'On call',
    agentsNotReadyForCalls: 'Not ready',
    callbacksInQueue: 'Callbacks',
    voicemailsInQueue: 'Voicemails',
  },
}
