/** The agent whose state or queues a person changes. */
export interface AgentActionsProps {
  readonly agentId: string
  /** The agent's name as the page shows it. */
  readonly name: string
  /** The live state in words, such as "not ready, Lunch". */
  readonly state: string
}

/** The campaign that a person starts, stops or resets. */
export interface CampaignActionsProps {
  readonly campaignId: string
  readonly name: string
  readonly isRunning: boolean
  readonly isOutbound: boolean
}
