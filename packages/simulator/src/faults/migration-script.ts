import { EventId } from '@wallboard/five9/events'

/**
 * The kinds of migration: `forced` with all events, `graceful` with 1001, `farm` with 1004, `unsaid` without an
 * event, `announced` but never carried out.
 */
export const migrationVariants = ['forced', 'graceful', 'farm', 'unsaid', 'announced'] as const
export type MigrationVariant = (typeof migrationVariants)[number]

export type MigrationStep =
  /** The other host becomes active. Sockets on the previous host carry only pongs from then on. */
  | { readonly kind: 'move' }
  | {
      readonly kind: 'event'
      readonly eventId: EventId
      readonly eventReason: string | null
      /** The payload: one of two values that depend on the domain, or fixed text. */
      readonly payLoad: { readonly is: 'milliseconds-until-start' | 'metadata' } | string | null
      readonly isAddressed: boolean
    }

const event = (
  eventId: EventId,
  eventReason: string | null,
  payLoad: (MigrationStep & { kind: 'event' })['payLoad'],
  isAddressed = false,
): MigrationStep => ({ kind: 'event', eventId, eventReason, payLoad, isAddressed })

const announced = event(EventId.EVENT_MAINTENANCE_ANNOUNCED, null, { is: 'milliseconds-until-start' })
const started = event(EventId.EVENT_MAINTENANCE_STARTED, 'STARTED', null)
const completed = event(EventId.EVENT_MAINTENANCE_COMPLETED, 'COMPLETED', 'IDLE_MAINTENANCE')
const move: MigrationStep = { kind: 'move' }
const useMetadata = 'Domain Migrated, please use MetadataAPI to reload client.'
const forced = event(
  EventId.SERVER_MAINTENANCE_SWITCHOVER_RELOGIN_FORCED,
  useMetadata,
  { is: 'metadata' },
  true,
)
const graceful = event(EventId.SERVER_MAINTENANCE_SWITCHOVER_RELOGIN, useMetadata, null, true)
const farm = event(EventId.FARM_EVENT, 'Domain assigned to another farm', null)

/** Groups of steps with a pause between groups; the steps of a group happen at once. */
export const migrationScripts: Readonly<Record<MigrationVariant, readonly (readonly MigrationStep[])[]>> = {
  forced: [[announced], [started], [move, forced], [completed]],
  graceful: [[announced], [started], [move, graceful], [completed]],
  farm: [[move, farm]],
  unsaid: [[move]],
  announced: [[announced], [started]],
}
