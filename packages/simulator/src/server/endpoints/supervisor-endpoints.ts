import type { EndpointTable } from './endpoint-table.ts'

/** The supervisor methods of Five9 whose replies are not documented. */
export const supervisorEndpoints: EndpointTable = {
  GET: `
    O/application_seats[] S/agents/:agentId/callbacks[] S/agents/:agentId/recording_views[]
    O/campaigns/:campaignId/system_message O/campaigns/:campaignId/lists/:listId/details
    O/campaigns/:campaignId/lists/statistics[] O/time_zones[] S/agents/:agentId/user_uid O/time
    O/lists[] O/clusters[] O/attributes[] O/user_profiles[] /messages/:userId/messages[] S/messages[]
    S/agents/:agentId/parked_calls[] S/agents/:agentId/session_history[] S/monitor/campaigns[]
    S/locales[] S/locales/:localeId/domain_objects[] S/stats_metadata[] S/stats_metadata/:statisticType
    S/customer_portal S/agents/:agentId/auxiliary_stats S/station_state S/softphone_config
    S/agents/:agentId/voicemail_views[] S/skills/:skillId/voicemail_views[]
    /skills/:skillId/voicemails/:voicemailId/recordings/:recordingId* S/transferable_agents[]
    S/email_transferable_skills[]
  `,
  POST: `
    S/agents/:agentIdFrom/callbacks/:callbackId/move S/agents/:agentIdFrom/callbacks/move
    S/interactions/make_test_call S/interactions/make_skills_test_calls S/echo_call
    S/agents/:agentId/recording_views /messages/:userId/messages /messages/:userId/messages/:messageId
    O/interactions/email S/messages S/messages/:messageId S/agents/:agentId/voicemail_views
    S/skills/:skillId/voicemail_views
  `,
  PUT: `
    S/agents/:agentId/recording_views/:viewId S/agents/:agentId/recording_views/:viewId/next
    S/agents/:agentId/recordings/:recordingId/download O/campaigns/:campaignId/statistics/refresh
    S/agents/:agentId/monitor S/agents/:agentId S/agents/:agentId/recording_state
    S/agents/:agentId/voicemail_state S/monitor/campaigns S/client_timezone
    S/station/softphone_force_restart S/agents/:agentId/voicemail_views/:viewId
    S/skills/:skillId/voicemail_views/:viewId S/agents/:agentId/voicemail_views/:viewId/next
    S/skills/:skillId/voicemail_views/:viewId/next S/agents/:agentId/voicemails/:voicemailId/transfer
    S/skills/:skillId/voicemails/:voicemailId/transfer S/skills/:skillId/voicemails/:voicemailId/reject
    S/agents/:agentId/voicemails/:voicemailId/accept S/interactions/:interactionId/subscribe
    S/interactions/subscribe S/interactions/:interactionId/unsubscribe
    S/interactions/unsubscribe/:subscriptionId S/interactions/skills/:skillId/subscribe
    S/interactions/skills/:skillId/unsubscribe S/interactions/:interactionId/transfer_to_group
    S/interactions/transfer_to_group S/interactions/:interactionId/transfer_to_agent
    S/interactions/transfer_to_agent
  `,
  DELETE: `
    S/echo_call S/agents/:agentId/recording_views/:viewId S/agents/:agentId/voicemail_views/:viewId
  `,
}
