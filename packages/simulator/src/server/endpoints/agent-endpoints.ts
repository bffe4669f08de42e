import type { EndpointTable } from './endpoint-table.ts'

/** The agent methods of Five9 whose replies are not documented. */
export const agentEndpoints: EndpointTable = {
  GET: `
    /users/:userId/logged_in_users[] A/settings A/permissions[] /users/:userId/roles[]
    A/customer_portal A/channels[] A/logged_in_profiles[] A/interaction O/cold_transfer_settings
    O/users/logged_in_agents[] A/interactions/:interactionId/note[] A/messages[]
    /attachments/:agentId/interactions/email/:interactionId/attachment/:fileName*
    /attachments/interactions/email/:interactionId/attachment/:fileName* A/interactions[]
    A/interactions/calls[] C O/speed_dials[] O/speed_dials/:speedDialId O/interactions/click_to_dial
    /orgs/estimatedwaittime/:mediaType A/echo_call O/call_variables[] A/callbacks[] O/callbacks[]
    A/callbacks/snooze A/campaigns[] A/campaigns_config A/campaign/:campaignId/field_views[]
    O/campaigns/:campaignId/script O/campaigns/:campaignId/worksheet_questions[] A/conferee_agents[]
    C/manual_connectors[] A/pending_connectors[] A/pending_connectors/:pendingConnectorId
    A/contact/field_views[] O/contact_fields[] O/contacts[] O/contacts/:contactId O/uc_settings
    O/features A/logging_config
    O/locales[] O/attributes[] O/time O/time_zones[] O/time_zone_ids[] A/time_zone A/locales[]
    O/phone_number/format O/phone_number/locales[] O/phone_number/localization_options
    A/locales/:localeId/domain_objects[] O/clusters[] /messages/:agentId/messages[] A/previews[]
    A/previews/:previewId O/authors/:authorId/preview C/audio* C/audio/player A/sounds/:eventType/file*
    A/recordings/:recordingId* A/prompts[] A/prompts/:promptId/stream* A/personal_greeting*
    A/queue_callbacks[] A/queue_callbacks/:queueCallbackId A/social_transferable_skills[]
    A/session_expiration A/can_stop_session A/station_state A/softphone_config
    A/dashboard/subscriptions[] A/subscriptions[] A/transferable_agents[] O O/settings
    O/password_policies A/interactions/voicemails[] A/interactions/voicemails/:voicemailId
    A/interactions/voicemails/:voicemailId/recordings/:recordingId*
    A/interactions/voicemails/count_info A/interactions/voicemails/:voicemailId/contacts[]
    A/interactions/:interactionId/worksheet O/ewt/group/:skillId/:mediaTypeId
  `,
  POST: `
    A/third_party_config A/np_interactions A/interactions A/interactions/search A/history
    A/interactions/:interactionId/note A/interactions/client_chat/:interactionId/escalateToLiveAgent
    A/interactions/make_agent_call A/interactions/make_external_call A/interactions/make_skill_call
    A/interactions/make_speed_dial_call A/interactions/make_test_call A/echo_call
    A/interactions/return_missed_call A/callbacks A/callbacks/:callbackId/make_call
    /orgs/interactions/survey C/add_agent_to_conference C/add_campaign_to_conference
    C/add_external_to_conference C/add_skill_to_conference C/add_speed_dial_to_conference
    C/complete_warm_conference C/manual_connectors/:connectorId/execute
    A/previews/:previewId/manual_connectors/:connectorId O/contacts/:contactId/history O/contacts
    A/interactions/:interactionId/contact C/contacts_2 A/interactions/:itemId/create_contact O/features
    A/help_request A/issue /nlp/:domainId/tag /messages/:agentId/messages
    /messages/:agentId/messages/:messageId O/interactions/email A/previews/:previewId/make_call
    A/dashboard/subscriptions A/gamification A/interactions/voicemails/:voicemailId/return_call
  `,
  PUT: `
    A/set_system_not_ready_state A/settings /users/:userId/ui_options A/options A/password
    A/interactions/:interactionId/accept A/history/:viewId/next
    A/interactions/:interactionId/reject/:reason A/interactions/:interactionId/note/:noteId
    A/interactions/:interactionId/reject_preview/:reason
    /attachments/:agentId/interactions/email/:interactionId/download C/answer C/hold C/unhold C/park
    C/retrieve C/dispose C/reject A/add_number_to_dnc C/call_variables A/callbacks/:callbackId
    A/callbacks A/callbacks/:callbackId/dismiss A/callbacks/dismiss A/callbacks/:callbackId/snooze
    A/callbacks/snooze A/interactions/calls/:parkedCallId/add_to_conference
    C/disconnectConferenceParticipant C/leave_conference
    A/pending_connectors/:pendingConnectorId/finalize O/contacts/:contactId/history/:viewId/next
    C/active_contact_2 A/interactions/:interactionId/contact
    A/interactions/:itemId/update_contact/:contactId O/contacts/:contactId O/contacts/:contactId/note
    O/users/sync /users/:userId/user_sync A/interactions/:interactionId/disposition
    A/previews/:previewId/dispose A/previews/:previewId/end A/previews/:previewId/renew
    A/previews/:previewId/update_contact A/sounds/:eventType/file C/audio/player/pause
    C/audio/player/resume C/audio/player/stop C/audio/player/play_prompt C/start_recording
    C/pause_recording C/resume_recording C/stop_recording A/personal_greeting
    A/queue_callbacks/:queueCallbackId/answer A/queue_callbacks/:queueCallbackId/reject
    A/station/softphone_force_restart A/dashboard/subscriptions/:subscriptionId
    A/subscriptions/:subscriptionId C/transfer_to_agent C/transfer_to_call C/transfer_to_campaign
    C/transfer_to_external_number C/transfer_to_skill C/transfer_to_speed_dial C/complete_transfer
    C/cancel_transfer A/interactions/voicemails/:voicemailId/accept
    A/interactions/voicemails/:voicemailId/reject A/interactions/voicemails/:voicemailId
    A/interactions/voicemails/:voicemailId/transfer A/interactions/voicemails/:voicemailId/mark_as_read
    A/interactions/voicemails/:voicemailId/update_contact
    A/interactions/voicemails/:voicemailId/active_contact A/interactions/:interactionId/worksheet
    C/variables_2
  `,
  DELETE: `
    A/echo_call A/callbacks/:callbackId A/callbacks O/contacts/:contactId
    O/contacts/:contactId/note/:noteId A/personal_greeting A/dashboard/subscriptions/:subscriptionId
    A/gamification A/interactions/voicemails/:voicemailId A/interactions/:interactionId/worksheet
  `,
}
