import type { CampaignMetric, QueueMetric } from '@wallboard/statistics'

/** Labels of metrics by id. Labels on the wall are short: they are read from eight metres. */
export const metrics = {
  callsInQueue: 'waiting',
  currentLongestQueueTime: 'longest wait',
  currentLongestCallbackTime: 'longest callback wait',
  longestQueueTime: 'longest wait today',
  agentsInQueue: 'ready',
  agentsOnCall: 'on call',
  agentsNotReadyForCalls: 'not ready',
  agentsLoggedIn: 'logged in',
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
  serviceLevelQueue: 'Five9 service level (campaign)',
} satisfies Record<QueueMetric | CampaignMetric, string>
