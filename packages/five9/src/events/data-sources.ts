/** The data sources of events 5000 and 5012. A domain may send others, which are kept. */
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
