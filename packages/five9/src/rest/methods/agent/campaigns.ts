import { get } from '../../definition.ts'
import { Opaque } from '../../shapes.ts'
import { Campaign, Campaigns, Dispositions, NamedCampaigns } from '../schemas.ts'

/** The methods of an agent: campaigns. */
export const campaignsMethods = {
  /** The campaigns that the agent may work on. [P] */
  GetAvailableCampaigns: get('/orgs/{orgId}/available_campaigns', { response: NamedCampaigns }),
  /** Campaigns with their type (INBOUND, OUTBOUND, AUTODIAL) and state. [P] */
  GetDomainCampaigns: get('/orgs/{orgId}/campaigns', { response: Campaigns }),
  /** One campaign. [C] */
  GetCampaign: get('/orgs/{orgId}/campaigns/{campaignId}', { response: Campaign }),
  /** The inbound campaigns of the agent. [P] */
  GetAgentCampaigns: get('/agents/{agentId}/campaigns'),
  /** The campaigns for manual calls: `campaignIds`, `defaultCampaignId`. [R] */
  GetAgentCampaignsConfig: get('/agents/{agentId}/campaigns_config', { response: Opaque }),
  /** The field views of a campaign. [P] */
  GetCampaignFieldViews: get('/agents/{agentId}/campaign/{campaignId}/field_views'),
  /** The script of a campaign. [P] */
  GetCampaignScript: get('/orgs/{orgId}/campaigns/{campaignId}/script'),
  /** The questions of the worksheet of a campaign. [P] */
  GetWorksheetQuestions: get('/orgs/{orgId}/campaigns/{campaignId}/worksheet_questions'),
  /** The dispositions of a campaign. [R] */
  GetCampaignDispositions: get('/orgs/{orgId}/campaigns/{campaignId}/dispositions', {
    response: Dispositions,
  }),
  /** The dispositions without a campaign. [R] */
  GetNoCampaignDispositions: get('/orgs/{orgId}/no_campaign_dispositions', { response: Dispositions }),
}
