import { anyQuery, del, get, post, put } from '../../definition.ts'
import { AnyBody, ValueBody } from '../schemas.ts'

/** The methods of an agent: contacts. */
export const contactsMethods = {
  /** Contacts that match the query. [P] */
  GetContacts: get('/orgs/{orgId}/contacts', { query: anyQuery }),
  /** One contact. [P] */
  GetContact: get('/orgs/{orgId}/contacts/{contactId}'),
  /** Creates a contact. [P] */
  CreateContact: post('/orgs/{orgId}/contacts', { body: AnyBody }),
  /** Changes a contact. [P] */
  UpdateDomainContact: put('/orgs/{orgId}/contacts/{contactId}', { body: AnyBody }),
  /** Deletes a contact. [P] */
  DeleteContact: del('/orgs/{orgId}/contacts/{contactId}'),
  /** Changes the note of a contact. [P] */
  UpdateContactNote: put('/orgs/{orgId}/contacts/{contactId}/note', { body: AnyBody }),
  /** Deletes a note of a contact. [P] */
  DeleteContactNote: del('/orgs/{orgId}/contacts/{contactId}/note/{noteId}'),
  /** Opens a view of the history of a contact. [P] */
  CreateContactHistory: post('/orgs/{orgId}/contacts/{contactId}/history', { body: AnyBody }),
  /** The next page of the history of a contact. [P] */
  IterateContactHistory: put('/orgs/{orgId}/contacts/{contactId}/history/{viewId}/next'),
  /** The fields of contacts. [P] */
  GetContactFields: get('/orgs/{orgId}/contact_fields'),
  /** The field views of contacts. [P] */
  GetContactFieldViews: get('/agents/{agentId}/contact/field_views'),
  /** Creates a contact for an interaction. [P] */
  CreateAndAssignContact: post('/agents/{agentId}/interactions/{interactionId}/contact', { body: AnyBody }),
  /** Changes the contact of an interaction. [P] */
  UpdateInteractionContact: put('/agents/{agentId}/interactions/{interactionId}/contact', { body: AnyBody }),
  /** Creates a contact for a call. [P] */
  CreateCallContact: post('/agents/{agentId}/interactions/calls/{callId}/contacts_2', { body: AnyBody }),
  /** Selects the contact of a call: `value` is the id of the contact. [R] */
  SelectCallContact: put('/agents/{agentId}/interactions/calls/{callId}/active_contact_2', {
    body: ValueBody,
  }),
  /** Creates a contact for a social item. [P] */
  CreateSocialItemContact: post('/agents/{agentId}/interactions/{itemId}/create_contact', { body: AnyBody }),
  /** Changes the contact of a social item. [P] */
  UpdateSocialItemContact: put('/agents/{agentId}/interactions/{itemId}/update_contact/{contactId}', {
    body: AnyBody,
  }),
}
