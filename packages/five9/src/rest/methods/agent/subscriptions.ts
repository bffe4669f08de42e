import { del, get, post, put } from '../../definition.ts'
import { AnyBody } from '../schemas.ts'

/** The methods of an agent: subscriptions to statistics. */
export const subscriptionsMethods = {
  /** The statistics that the agent can subscribe to. [P] */
  GetSubscriptions: get('/agents/{agentId}/subscriptions'),
  /** Starts or ends a subscription: events 15, 16 and 29. [P] */
  UpdateSubscription: put('/agents/{agentId}/subscriptions/{subscriptionId}', { body: AnyBody }),
  /** The subscriptions of the dashboard: events 62 to 64. [P] */
  GetDashboardSubscriptions: get('/agents/{agentId}/dashboard/subscriptions'),
  /** Creates a subscription of the dashboard. [P] */
  CreateDashboardSubscription: post('/agents/{agentId}/dashboard/subscriptions', { body: AnyBody }),
  /** Changes a subscription of the dashboard. [P] */
  UpdateDashboardSubscription: put('/agents/{agentId}/dashboard/subscriptions/{subscriptionId}', {
    body: AnyBody,
  }),
  /** Deletes a subscription of the dashboard. [P] */
  DeleteDashboardSubscription: del('/agents/{agentId}/dashboard/subscriptions/{subscriptionId}'),
  /** Starts the gamification events 200 to 202. [P] */
  SubscribeGamification: post('/agents/{agentId}/gamification'),
  /** Ends the gamification events. [P] */
  UnsubscribeGamification: del('/agents/{agentId}/gamification'),
}
