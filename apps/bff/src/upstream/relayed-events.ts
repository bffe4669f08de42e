import { EventId } from '@wallboard/five9/events'

const relayed: ReadonlySet<string> = new Set([
  '5002',
  '5003',
  '5004',
  '5005',
  '5006',
  '5007',
  '5008',
  '5009',
  '5010',
  '5011',
  '6001',
  '6002',
  '6003',
  EventId.MaintenanceAnnounced,
  EventId.MaintenanceStarted,
  EventId.MaintenanceCompleted,
  EventId.SwitchoverRelogin,
  EventId.SwitchoverReloginForced,
  EventId.DuplicateConnection,
])

/** True for an event that screens are told of, besides statistics: its id, reason and time, never its payload. */
export const isRelayedEvent = (eventId: string): boolean => relayed.has(eventId)
