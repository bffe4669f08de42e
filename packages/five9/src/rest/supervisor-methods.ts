import { agentsMethods } from './methods/supervisor/agents.ts'
import { alertsMethods } from './methods/supervisor/alerts.ts'
import { campaignsMethods } from './methods/supervisor/campaigns.ts'
import { domainMethods } from './methods/supervisor/domain.ts'
import { interactionsMethods } from './methods/supervisor/interactions.ts'
import { messagesMethods } from './methods/supervisor/messages.ts'
import { recordingsMethods } from './methods/supervisor/recordings.ts'
import { sessionMethods } from './methods/supervisor/session.ts'
import { stationMethods } from './methods/supervisor/station.ts'
import { statisticsMethods } from './methods/supervisor/statistics.ts'
import { usersMethods } from './methods/supervisor/users.ts'
import { voicemailsMethods } from './methods/supervisor/voicemails.ts'

/** The methods of `client.supervisor`, below /supsvcs/rs/svc, under the names of Five9's sample pack. */
export const supervisorMethods = {
  ...sessionMethods,
  ...stationMethods,
  ...statisticsMethods,
  ...alertsMethods,
  ...agentsMethods,
  ...recordingsMethods,
  ...voicemailsMethods,
  ...campaignsMethods,
  ...domainMethods,
  ...usersMethods,
  ...messagesMethods,
  ...interactionsMethods,
}
