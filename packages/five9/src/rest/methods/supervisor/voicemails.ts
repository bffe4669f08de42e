import { del, get, post, put } from '../../definition.ts'
import { AnyBody } from '../schemas.ts'

/** The methods of a supervisor: voicemails. */
export const voicemailsMethods = {
  /** Opens a view of the voicemails of an agent. [P] */
  CreateAgentVoicemailView: post('/supervisors/{supervisorId}/agents/{agentId}/voicemail_views', {
    body: AnyBody,
  }),
  /** The open views of the voicemails of an agent. [P] */
  GetAgentVoicemailViews: get('/supervisors/{supervisorId}/agents/{agentId}/voicemail_views'),
  /** Changes a view of the voicemails of an agent. [P] */
  UpdateAgentVoicemailView: put('/supervisors/{supervisorId}/agents/{agentId}/voicemail_views/{viewId}', {
    body: AnyBody,
  }),
  /** The next page of a view of the voicemails of an agent. [P] */
  IterateAgentVoicemailView: put(
    '/supervisors/{supervisorId}/agents/{agentId}/voicemail_views/{viewId}/next',
  ),
  /** Closes a view of the voicemails of an agent. [P] */
  DeleteAgentVoicemailView: del('/supervisors/{supervisorId}/agents/{agentId}/voicemail_views/{viewId}'),
  /** Transfers a voicemail of an agent. [P] */
  TransferAgentVoicemail: put(
    '/supervisors/{supervisorId}/agents/{agentId}/voicemails/{voicemailId}/transfer',
    { body: AnyBody },
  ),
  /** Accepts a voicemail of an agent. [P] */
  AcceptAgentVoicemail: put('/supervisors/{supervisorId}/agents/{agentId}/voicemails/{voicemailId}/accept'),
  /** Opens a view of the voicemails of a queue. [P] */
  CreateSkillVoicemailView: post('/supervisors/{supervisorId}/skills/{skillId}/voicemail_views', {
    body: AnyBody,
  }),
  /** The open views of the voicemails of a queue. [P] */
  GetSkillVoicemailViews: get('/supervisors/{supervisorId}/skills/{skillId}/voicemail_views'),
  /** Changes a view of the voicemails of a queue. [P] */
  UpdateSkillVoicemailView: put('/supervisors/{supervisorId}/skills/{skillId}/voicemail_views/{viewId}', {
    body: AnyBody,
  }),
  /** The next page of a view of the voicemails of a queue. [P] */
  IterateSkillVoicemailView: put(
    '/supervisors/{supervisorId}/skills/{skillId}/voicemail_views/{viewId}/next',
  ),
  /** Transfers a voicemail of a queue. [P] */
  TransferSkillVoicemail: put(
    '/supervisors/{supervisorId}/skills/{skillId}/voicemails/{voicemailId}/transfer',
    { body: AnyBody },
  ),
  /** Rejects a voicemail of a queue. [P] */
  RejectSkillVoicemail: put('/supervisors/{supervisorId}/skills/{skillId}/voicemails/{voicemailId}/reject'),
  /** The audio of a voicemail of a queue. [P] */
  GetSkillVoicemailRecording: get('/skills/{skillId}/voicemails/{voicemailId}/recordings/{recordingId}', {
    reply: 'bytes',
  }),
}
