import { get, post, put } from '../../definition.ts'
import { AnyBody, OptionalBody } from '../schemas.ts'

/** The methods of an agent: previews. */
export const previewsMethods = {
  /** The previews of the agent. [P] */
  GetPreviews: get('/agents/{agentId}/previews'),
  /** One preview. [P] */
  GetPreview: get('/agents/{agentId}/previews/{previewId}'),
  /** Extends the time of a preview. [P] */
  RenewPreview: put('/agents/{agentId}/previews/{previewId}/renew'),
  /** Ends a preview by a disposition. [P] */
  DisposePreview: put('/agents/{agentId}/previews/{previewId}/dispose', { body: OptionalBody }),
  /** Ends a preview. [P] */
  EndPreview: put('/agents/{agentId}/previews/{previewId}/end'),
  /** Makes the call of a preview. [P] */
  MakePreviewCall: post('/agents/{agentId}/previews/{previewId}/make_call', { body: AnyBody }),
  /** Changes the contact of a preview. [P] */
  UpdatePreviewContact: put('/agents/{agentId}/previews/{previewId}/update_contact', { body: AnyBody }),
  /** The preview of a social author. [P] */
  GetAuthorPreview: get('/orgs/{orgId}/authors/{authorId}/preview'),
}
