import { agentEvents } from './agent-events.ts'
import { EventId, type EventName } from './event-ids.ts'

/** An event that Five9 is known to send: its id, its name and what it means to a client. */
export interface EventDescription {
  readonly id: EventId
  readonly name: EventName
  readonly meaning: string
  readonly socket: 'both' | 'supervisor' | 'agent'
}

type Entry = readonly [name: EventName, meaning: string]

const both = [
  ['EVENT_LOGIN_STATE_UPDATED', 'the login state of this session changed'],
  ['EVENT_STATION_UPDATED', 'the station of this session changed'],
  ['EVENT_MAINTENANCE_ANNOUNCED', 'maintenance begins after the milliseconds in the payload'],
  ['EVENT_MAINTENANCE_STARTED', 'the migration of the domain starts'],
  ['EVENT_MAINTENANCE_COMPLETED', 'the migration is complete: connect to the new host'],
  ['SERVER_UNAVAILABLE', 'the connection to the call centre server is lost'],
  ['SERVER_MAINTENANCE_SWITCHOVER_RELOGIN', 'the domain moved; new metadata is needed soon'],
  ['SERVER_MAINTENANCE_SWITCHOVER_RELOGIN_FORCED', 'the domain moved; the payload is its new metadata'],
  ['JMS_SERVER_UNAVAILABLE', 'the server receives no events'],
  ['FARM_EVENT', 'the domain was assigned to another farm'],
  ['SERVER_CONNECTED', 'the socket is connected'],
  ['DUPLICATE_CONNECTION', 'this socket key is in use; the server closes the duplicate with code 3000'],
  ['PONG', 'the reply to a ping'],
] as const satisfies readonly Entry[]

const supervisor = [
  ['EVENT_STATS', 'all rows of the data sources in it'],
  ['EVENT_DISPOSITIONS_INVALIDATED', 'dispositions changed: read them again'],
  ['EVENT_SKILLS_INVALIDATED', 'queues were added, removed or renamed: read DomainQueues again'],
  ['EVENT_AGENT_GROUPS_INVALIDATED', 'agent groups changed'],
  ['EVENT_CAMPAIGNS_INVALIDATED', 'campaigns changed'],
  ['EVENT_USERS_INVALIDATED', 'users changed'],
  ['EVENT_REASON_CODES_INVALIDATED', 'reason codes changed'],
  ['EVENT_CAMPAIGN_PROFILES_INVALIDATED', 'campaign profiles changed'],
  ['EVENT_CAMPAIGN_OUT_OF_NUMBERS', 'a campaign has no more numbers to dial'],
  ['EVENT_LISTS_INVALIDATED', 'dialing lists changed'],
  ['EVENT_CAMPAIGN_LISTS_CHANGED', 'the lists of a campaign changed'],
  ['EVENT_INCREMENTAL_STATS_UPDATE', 'rows added, updated and removed'],
  ['EVENT_INCREMENTAL_USER_PROFILES_UPDATE', 'user profiles changed'],
  ['EVENT_SKILL_INTERACTIONS_UPDATE', 'interactions of a subscribed queue changed'],
  ['EVENT_FILTER_SETTINGS_UPDATED', 'an administrator changed the statistics filter'],
  ['EVENT_AGENTS_INVALIDATED', 'agents changed'],
  ['EVENT_SUP_PERMISSIONS_UPDATED', 'the supervisor’s permissions changed'],
  ['EVENT_RESET_CAMPAIGN_DISPOSITIONS_COMPLETED', 'a reset of campaign dispositions is complete'],
  ['EVENT_MONITORING_STATE_UPDATED', 'the monitoring state changed'],
  ['EVENT_RANDOM_MONITORING_STARTED', 'monitoring of an agent started'],
  ['EVENT_FDS_REAL_TIME', 'real-time queue event of the data services'],
  ['EVENT_INCREMENTAL_INTERACTIONS', 'interactions changed, data services'],
] as const satisfies readonly Entry[]

const describe = (socket: EventDescription['socket'], entries: readonly Entry[]): EventDescription[] =>
  entries.map(([name, meaning]) => ({ id: EventId[name], name, meaning, socket }))

/** Every event that Five9 is known to send, ordered by id. */
export const eventCatalogue: readonly EventDescription[] = [
  ...describe('both', both),
  ...describe('supervisor', supervisor),
  ...describe('agent', agentEvents),
].sort((a, b) => Number(a.id) - Number(b.id))
