import { get, post, put } from '../../definition.ts'
import { AnyBody } from '../schemas.ts'

/** The methods of a supervisor: interactions. */
export const interactionsMethods = {
  /** Hands in an e-mail from another system. [P] */
  AcceptEmailMessage: post('/orgs/{orgId}/interactions/email', { body: AnyBody }),
  /** Subscribes to an interaction. [P] */
  SubscribeInteraction: put('/supervisors/{supervisorId}/interactions/{interactionId}/subscribe'),
  /** Subscribes to several interactions. [P] */
  SubscribeInteractions: put('/supervisors/{supervisorId}/interactions/subscribe', { body: AnyBody }),
  /** Ends the subscription to an interaction. [P] */
  UnsubscribeInteraction: put('/supervisors/{supervisorId}/interactions/{interactionId}/unsubscribe'),
  /** Ends a subscription. [P] */
  UnsubscribeSubscription: put('/supervisors/{supervisorId}/interactions/unsubscribe/{subscriptionId}'),
  /** Subscribes to the interactions of a queue: event 5014. [P] */
  SubscribeSkill: put('/supervisors/{supervisorId}/interactions/skills/{skillId}/subscribe'),
  /** Ends the subscription to a queue. [P] */
  UnsubscribeSkill: put('/supervisors/{supervisorId}/interactions/skills/{skillId}/unsubscribe'),
  /** The queues that can take an e-mail. [P] */
  GetEmailTransferableSkills: get('/supervisors/{supervisorId}/email_transferable_skills'),
  /** Transfers an interaction to a group. [P] */
  TransferInteractionToGroup: put(
    '/supervisors/{supervisorId}/interactions/{interactionId}/transfer_to_group',
    { body: AnyBody },
  ),
  /** Transfers several interactions to a group. [P] */
  TransferInteractionsToGroup: put('/supervisors/{supervisorId}/interactions/transfer_to_group', {
    body: AnyBody,
  }),
  /** Transfers an interaction to an agent. [P] */
  TransferInteractionToAgent: put(
    '/supervisors/{supervisorId}/interactions/{interactionId}/transfer_to_agent',
    { body: AnyBody },
  ),
  /** Transfers several interactions to an agent. [P] */
  TransferInteractionsToAgent: put('/supervisors/{supervisorId}/interactions/transfer_to_agent', {
    body: AnyBody,
  }),
}
