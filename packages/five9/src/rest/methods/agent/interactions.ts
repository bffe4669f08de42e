import { del, get, post, put } from '../../definition.ts'
import { AnyBody, OptionalBody } from '../schemas.ts'

/** The methods of an agent: interactions. */
export const interactionsMethods = {
  /** The active interactions of the agent. [P] */
  GetActiveInteractions: get('/agents/{agentId}/interactions'),
  /** All interactions of the agent. [P] */
  GetAllInteractions: get('/agents/{agentId}/interaction'),
  /** Creates an interaction, or lists text interactions by pages. [P] */
  CreateInteraction: post('/agents/{agentId}/interactions', { body: AnyBody }),
  /** Creates a secondary interaction. [P] */
  CreateNonPrimaryInteraction: post('/agents/{agentId}/np_interactions', { body: AnyBody }),
  /** Searches interactions. [P] */
  SearchInteractions: post('/agents/{agentId}/interactions/search', { body: AnyBody }),
  /** Accepts an interaction. [P] */
  AcceptInteraction: put('/agents/{agentId}/interactions/{interactionId}/accept', { body: OptionalBody }),
  /** Rejects an interaction for a reason. [P] */
  RejectInteraction: put('/agents/{agentId}/interactions/{interactionId}/reject/{reason}'),
  /** Rejects the preview of an interaction for a reason. [P] */
  RejectPreview: put('/agents/{agentId}/interactions/{interactionId}/reject_preview/{reason}'),
  /** Sets the disposition of an interaction. [P] */
  SetInteractionDisposition: put('/agents/{agentId}/interactions/{interactionId}/disposition', {
    body: AnyBody,
  }),
  /** Hands a chat over to a live agent. [P] */
  EscalateToLiveAgent: post('/agents/{agentId}/interactions/client_chat/{interactionId}/escalateToLiveAgent'),
  /** Opens a view of completed interactions. [P] */
  CreateInteractionHistory: post('/agents/{agentId}/history', { body: AnyBody }),
  /** The next page of completed interactions. [P] */
  IterateInteractionHistory: put('/agents/{agentId}/history/{viewId}/next'),
  /** The notes of an interaction. [P] */
  GetInteractionNotes: get('/agents/{agentId}/interactions/{interactionId}/note'),
  /** Adds a note to an interaction. [P] */
  CreateInteractionNote: post('/agents/{agentId}/interactions/{interactionId}/note', { body: AnyBody }),
  /** Changes a note of an interaction. [P] */
  UpdateInteractionNote: put('/agents/{agentId}/interactions/{interactionId}/note/{noteId}', {
    body: AnyBody,
  }),
  /** The worksheet of an interaction. [P] */
  GetWorksheet: get('/agents/{agentId}/interactions/{interactionId}/worksheet'),
  /** Changes the worksheet of an interaction. [P] */
  UpdateWorksheet: put('/agents/{agentId}/interactions/{interactionId}/worksheet', { body: AnyBody }),
  /** Deletes the worksheet of an interaction. [P] */
  DeleteWorksheet: del('/agents/{agentId}/interactions/{interactionId}/worksheet'),
  /** Stores a survey. [P] */
  PostSurvey: post('/orgs/interactions/survey', { body: AnyBody }),
  /** Hands in an e-mail from another system. [P] */
  AcceptEmailMessage: post('/orgs/{orgId}/interactions/email', { body: AnyBody }),
  /** An attachment of an e-mail. [P] */
  DownloadEmailAttachment: get(
    '/attachments/{agentId}/interactions/email/{interactionId}/attachment/{fileName}',
    { reply: 'bytes' },
  ),
  /** An attachment of an e-mail that has no agent yet. [P] */
  DownloadEmailAttachmentPreAssignment: get(
    '/attachments/interactions/email/{interactionId}/attachment/{fileName}',
    { reply: 'bytes' },
  ),
  /** Allows the download of the attachments of an e-mail. [P] */
  EnableEmailAttachmentDownload: put('/attachments/{agentId}/interactions/email/{interactionId}/download'),
}
