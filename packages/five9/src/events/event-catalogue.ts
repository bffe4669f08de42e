import { agentEvents } from './agent-events.ts'

/** Ids of the events that this project acts on. The whole list with meanings is `eventCatalogue`. */
export const EventId = {
  ServerUnavailable: '1000',
  SwitchoverRelogin: '1001',
  SwitchoverReloginForced: '1002',
  JmsServerUnavailable: '1003',
  FarmEvent: '1004',
  ServerConnected: '1010',
  DuplicateConnection: '1020',
  Pong: '1202',
  LoginStateUpdated: '17',
  MaintenanceAnnounced: '37',
  MaintenanceStarted: '70',
  MaintenanceCompleted: '73',
  FullStatistics: '5000',
  SkillsInvalidated: '5003',
  IncrementalStatistics: '5012',
  FilterSettingsUpdated: '6001',
} as const

/** An event that Five9 documents: its id, its name and what it means to a client. */
export interface EventDescription {
  readonly id: string
  readonly name: string
  readonly meaning: string
  readonly socket: 'both' | 'supervisor' | 'agent'
}

type Entry = readonly [id: string, name: string, meaning: string]

const both = [
  ['17', 'LOGIN_STATE_UPDATED', 'the login state of this session changed'],
  ['18', 'STATION_UPDATED', 'the station of this session changed'],
  ['37', 'MAINTENANCE_ANNOUNCED', 'maintenance begins after the milliseconds in the payload'],
  ['70', 'MAINTENANCE_STARTED', 'the domain begins to move'],
  ['73', 'MAINTENANCE_COMPLETED', 'the domain has moved: connect to the new host'],
  ['1000', 'SERVER_UNAVAILABLE', 'the link to the call centre server is lost'],
  ['1001', 'SERVER_MAINTENANCE_SWITCHOVER_RELOGIN', 'the domain moved; new metadata is needed soon'],
  [
    '1002',
    'SERVER_MAINTENANCE_SWITCHOVER_RELOGIN_FORCED',
    'the domain moved; the payload is its new metadata',
  ],
  ['1003', 'JMS_SERVER_UNAVAILABLE', 'the server receives no events'],
  ['1004', 'FARM_EVENT', 'the domain belongs to another farm now'],
  ['1010', 'SERVER_CONNECTED', 'the socket is connected'],
  [
    '1020',
    'DUPLICATE_CONNECTION',
    'this socket key is in use; the server closes the duplicate with code 3000',
  ],
  ['1202', 'PONG', 'the answer to a ping'],
] as const satisfies readonly Entry[]

const supervisor = [
  ['5000', 'EVENT_STATS', 'all rows of the data sources that it holds'],
  ['5002', 'EVENT_DISPOSITIONS_INVALIDATED', 'dispositions changed: read them again'],
  ['5003', 'EVENT_SKILLS_INVALIDATED', 'queues were added, removed or renamed: read DomainQueues again'],
  ['5004', 'EVENT_AGENT_GROUPS_INVALIDATED', 'agent groups changed'],
  ['5005', 'EVENT_CAMPAIGNS_INVALIDATED', 'campaigns changed'],
  ['5006', 'EVENT_USERS_INVALIDATED', 'users changed'],
  ['5007', 'EVENT_REASON_CODES_INVALIDATED', 'reason codes changed'],
  ['5008', 'EVENT_CAMPAIGN_PROFILES_INVALIDATED', 'campaign profiles changed'],
  ['5009', 'EVENT_CAMPAIGN_OUT_OF_NUMBERS', 'a campaign has no more numbers to dial'],
  ['5010', 'EVENT_LISTS_INVALIDATED', 'dialling lists changed'],
  ['5011', 'EVENT_CAMPAIGN_LISTS_CHANGED', 'the lists of a campaign changed'],
  ['5012', 'EVENT_INCREMENTAL_STATS_UPDATE', 'rows added, updated and removed'],
  ['5013', 'EVENT_INCREMENTAL_USER_PROFILES_UPDATE', 'user profiles changed'],
  ['5014', 'EVENT_SKILL_INTERACTIONS_UPDATE', 'interactions of a subscribed queue changed'],
  ['6001', 'EVENT_FILTER_SETTINGS_UPDATED', 'an administrator changed the statistics filter'],
  ['6002', 'EVENT_AGENTS_INVALIDATED', 'agents changed'],
  ['6003', 'EVENT_SUP_PERMISSIONS_UPDATED', 'the supervisor’s permissions changed'],
  ['6004', 'EVENT_RESET_CAMPAIGN_DISPOSITIONS_COMPLETED', 'a reset of campaign dispositions is done'],
  ['6005', 'EVENT_MONITORING_STATE_UPDATED', 'the monitoring state changed'],
  ['6006', 'EVENT_RANDOM_MONITORING_STARTED', 'monitoring of an agent started'],
  ['6007', 'EVENT_FDS_REAL_TIME', 'real-time queue event of the data services'],
  ['6008', 'EVENT_INCREMENTAL_INTERACTIONS', 'interactions changed, data services'],
] as const satisfies readonly Entry[]

const describe = (socket: EventDescription['socket'], entries: readonly Entry[]): EventDescription[] =>
  entries.map(([id, name, meaning]) => ({ id, name, meaning, socket }))

/** Every event that Five9 is known to send, in the order of the ids. */
export const eventCatalogue: readonly EventDescription[] = [
  ...describe('both', both),
  ...describe('supervisor', supervisor),
  ...describe('agent', agentEvents),
].sort((a, b) => Number(a.id) - Number(b.id))

type Known = (typeof both)[number] | (typeof supervisor)[number] | (typeof agentEvents)[number]
/** The name of an event that Five9 documents, such as `EVENT_STATS`. */
export type EventName = Known[1]

/** The id of every documented event by its name: `eventIds.EVENT_STATS` is `'5000'`. */
export const eventIds = Object.fromEntries(
  [...both, ...supervisor, ...agentEvents].map(([id, name]) => [name, id]),
  // Made of the same entries as its type.
) as { readonly [Entry in Known as Entry[1]]: Entry[0] }
