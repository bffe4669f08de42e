import { get, put } from '../../definition.ts'
import { Nothing, Opaque } from '../../shapes.ts'
import { AnyBody, SkillSnapshot } from '../schemas.ts'

/** The methods of a supervisor: statistics. */
export const statisticsMethods = {
  /** Requests event 5000 on the supervisor socket; 204. [C] */
  RequestFullStatistics: put('/supervisors/{supervisorId}/request_full_statistics', { response: Nothing }),
  /** The statistics filter. Unknown keys are kept, so that the filter can be changed and written back whole. [P] */
  GetStatsFilterSettings: get('/supervisors/{supervisorId}/stats_filter_settings', { response: Opaque }),
  /** Replaces the statistics filter: send the whole reply of `GetStatsFilterSettings` with the changes. [P] */
  SetStatsFilterSettings: put('/supervisors/{supervisorId}/stats_filter_settings', {
    body: AnyBody,
    response: Nothing,
  }),
  /** Descriptions of all statistics. [P] */
  GetStatsMetadata: get('/supervisors/{supervisorId}/stats_metadata'),
  /** The description of one data source. [P] */
  GetStatsMetadataByType: get('/supervisors/{supervisorId}/stats_metadata/{statisticType}'),
  /** The ids of the agents and calls of one queue, matching the counts of its ACD_STATUS row. [R] */
  GetAcdSnapshot: get('/supervisors/{supervisorId}/skills/{skillId}/snapshot', { response: SkillSnapshot }),
  /** Additional statistics of an agent. [P] */
  GetAgentAuxiliaryStats: get('/supervisors/{supervisorId}/agents/{agentId}/auxiliary_stats'),
  /** The campaigns whose dialing this supervisor monitors. [P] */
  GetMonitoredCampaigns: get('/supervisors/{supervisorId}/monitor/campaigns'),
  /** Selects the campaigns to monitor. [P] */
  SetMonitoredCampaigns: put('/supervisors/{supervisorId}/monitor/campaigns', { body: AnyBody }),
}
