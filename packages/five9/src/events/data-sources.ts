/** The data sources that events 5000 and 5012 name. A domain may send others: they are kept, not refused. */
export const DataSource = {
  AcdStatus: 'ACD_STATUS',
  AgentState: 'AGENT_STATE',
  AgentStatistic: 'AGENT_STATISTIC',
  CampaignState: 'CAMPAIGN_STATE',
  InboundCampaignStatistics: 'INBOUND_CAMPAIGN_STATISTICS',
  OutboundCampaignStatistics: 'OUTBOUND_CAMPAIGN_STATISTICS',
  OutboundCampaignManager: 'OUTBOUND_CAMPAIGN_MANAGER',
  Stations: 'STATIONS',
  UserSession: 'USER_SESSION',
} as const
export type DataSource = (typeof DataSource)[keyof typeof DataSource]
