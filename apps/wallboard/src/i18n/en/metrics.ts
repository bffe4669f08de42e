import type { CampaignMetric, OutboundMetric, QueueMetric } from '@wallboard/statistics'

/** The label of each metric. Labels on a wall are short: they are read from eight metres. */
export const metrics = {
  callsInQueue: 'waiting',
  currentLongestQueueTime: 'longest wait',
  currentLongestCallbackTime: 'longest callback wait',
  longestQueueTime: 'longest wait today',
  agentsInQueue: 'ready',
  agentsOnCall: 'on call',
  agentsNotReadyForCalls: 'not ready',
  agentsLoggedIn: 'signed in',
  callbacksInQueue: 'callbacks',
  voicemailsInQueue: 'voicemails',
  vivrCallsInQueue: 'visual IVR',
  chatsInQueue: 'chats',
  emailsInQueue: 'e-mails',
  totalCallsCount: 'calls',
  connectedCallsCount: 'connected',
  abandonedCallsCount: 'abandoned',
  abandonCallRate: 'abandon rate',
  averageSpeedOfAnswer: 'average speed of answer',
  averageHandleTime: 'average handle time',
  // It names Five9, because the formula is not documented.
  serviceLevelQueue: 'Five9 service level (campaign)',
  readyForCallAgentsCount: 'ready agents',
  callsToAgentRatio: 'calls per agent',
  callsToAgentTargetRatio: 'target calls per agent',
  availableRecordsCount: 'records left',
} satisfies Record<QueueMetric | CampaignMetric | OutboundMetric, string>
