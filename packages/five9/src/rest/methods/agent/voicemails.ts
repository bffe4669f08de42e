import { del, get, post, put } from '../../definition.ts'
import { AnyBody, OptionalBody } from '../schemas.ts'

/** The methods of an agent: voicemails. */
export const voicemailsMethods = {
  /** The voicemails of the agent. [P] */
  GetVoicemails: get('/agents/{agentId}/interactions/voicemails'),
  /** One voicemail. [P] */
  GetVoicemail: get('/agents/{agentId}/interactions/voicemails/{voicemailId}'),
  /** The audio of a voicemail. [P] */
  GetVoicemailRecording: get(
    '/agents/{agentId}/interactions/voicemails/{voicemailId}/recordings/{recordingId}',
    { reply: 'bytes' },
  ),
  /** The count of personal voicemails. [P] */
  GetVoicemailCountInfo: get('/agents/{agentId}/interactions/voicemails/count_info'),
  /** Accepts a voicemail. [P] */
  AcceptVoicemail: put('/agents/{agentId}/interactions/voicemails/{voicemailId}/accept'),
  /** Rejects a voicemail of a queue. [P] */
  RejectVoicemail: put('/agents/{agentId}/interactions/voicemails/{voicemailId}/reject'),
  /** Calls back the sender of a voicemail. [P] */
  ReturnVoicemailCall: post('/agents/{agentId}/interactions/voicemails/{voicemailId}/return_call', {
    body: OptionalBody,
  }),
  /** Changes a voicemail. [P] */
  UpdateVoicemail: put('/agents/{agentId}/interactions/voicemails/{voicemailId}', { body: AnyBody }),
  /** Transfers a voicemail. [P] */
  TransferVoicemail: put('/agents/{agentId}/interactions/voicemails/{voicemailId}/transfer', {
    body: AnyBody,
  }),
  /** Marks a voicemail as read. [P] */
  MarkVoicemailAsRead: put('/agents/{agentId}/interactions/voicemails/{voicemailId}/mark_as_read', {
    body: OptionalBody,
  }),
  /** Deletes a voicemail. [P] */
  DeleteVoicemail: del('/agents/{agentId}/interactions/voicemails/{voicemailId}'),
  /** The contacts of a voicemail. [P] */
  GetVoicemailContacts: get('/agents/{agentId}/interactions/voicemails/{voicemailId}/contacts'),
  /** Changes the contact of a voicemail. [P] */
  UpdateVoicemailContact: put('/agents/{agentId}/interactions/voicemails/{voicemailId}/update_contact', {
    body: AnyBody,
  }),
  /** Selects the contact of a voicemail. [P] */
  SetActiveVoicemailContact: put('/agents/{agentId}/interactions/voicemails/{voicemailId}/active_contact', {
    body: AnyBody,
  }),
}
