import { get, put } from '../../definition.ts'
import { CampaignProfiles, Campaigns } from '../schemas.ts'

/** The methods of a supervisor: campaigns. */
export const campaignsMethods = {
  /** Campaigns with their type (INBOUND, OUTBOUND, AUTODIAL) and state. [P] */
  GetCampaigns: get('/orgs/{orgId}/campaigns', { response: Campaigns }),
  /** Starts a campaign. [P] */
  StartCampaign: put('/orgs/{orgId}/campaigns/{campaignId}/start'),
  /** Stops a campaign. [P] */
  StopCampaign: put('/orgs/{orgId}/campaigns/{campaignId}/stop'),
  /** Resets a campaign; event 6004 reports the end. [P] */
  ResetCampaign: put('/orgs/{orgId}/campaigns/{campaignId}/reset'),
  /** The system message of a campaign. [P] */
  GetCampaignSystemMessage: get('/orgs/{orgId}/campaigns/{campaignId}/system_message'),
  /** Campaign profiles: id and name. [C] */
  GetCampaignProfiles: get('/orgs/{orgId}/campaign_profiles', { response: CampaignProfiles }),
  /** Details of a dialing list of a campaign. [P] */
  GetCampaignListDetails: get('/orgs/{orgId}/campaigns/{campaignId}/lists/{listId}/details'),
  /** Statistics of the dialing lists of a campaign. [P] */
  GetCampaignListStatistics: get('/orgs/{orgId}/campaigns/{campaignId}/lists/statistics'),
  /** Updates the statistics of a running outbound campaign. [P] */
  RefreshCampaignStatistics: put('/orgs/{orgId}/campaigns/{campaignId}/statistics/refresh'),
  /** The dialing lists of the domain. [P] */
  GetDialingLists: get('/orgs/{orgId}/lists'),
}
