import { authMethods } from './methods/agent/auth.ts'
import { callbacksMethods } from './methods/agent/callbacks.ts'
import { callsMethods } from './methods/agent/calls.ts'
import { campaignsMethods } from './methods/agent/campaigns.ts'
import { conferencesMethods } from './methods/agent/conferences.ts'
import { connectorsMethods } from './methods/agent/connectors.ts'
import { contactsMethods } from './methods/agent/contacts.ts'
import { domainMethods } from './methods/agent/domain.ts'
import { interactionsMethods } from './methods/agent/interactions.ts'
import { messagesMethods } from './methods/agent/messages.ts'
import { presenceMethods } from './methods/agent/presence.ts'
import { previewsMethods } from './methods/agent/previews.ts'
import { recordingsMethods } from './methods/agent/recordings.ts'
import { sessionMethods } from './methods/agent/session.ts'
import { settingsMethods } from './methods/agent/settings.ts'
import { stationMethods } from './methods/agent/station.ts'
import { subscriptionsMethods } from './methods/agent/subscriptions.ts'
import { transfersMethods } from './methods/agent/transfers.ts'
import { voicemailsMethods } from './methods/agent/voicemails.ts'

/** The methods of `client.agent`, below /appsvcs/rs/svc, under the names of Five9's sample pack. */
export const agentMethods = {
  ...sessionMethods,
  ...authMethods,
  ...stationMethods,
  ...settingsMethods,
  ...presenceMethods,
  ...domainMethods,
  ...callsMethods,
  ...conferencesMethods,
  ...transfersMethods,
  ...recordingsMethods,
  ...callbacksMethods,
  ...campaignsMethods,
  ...connectorsMethods,
  ...contactsMethods,
  ...interactionsMethods,
  ...messagesMethods,
  ...previewsMethods,
  ...subscriptionsMethods,
  ...voicemailsMethods,
}
