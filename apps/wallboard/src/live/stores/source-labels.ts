import { agentSource, campaignSource } from '@wallboard/boards'
import { queueSource } from '@wallboard/statistics'

/** The label of each data source that boards show. */
export const sourceLabels: ReadonlyMap<string, string> = new Map([
  [queueSource, 'Queues'],
  [agentSource, 'Agents'],
  [campaignSource, 'Campaigns'],
])
