import { EventId, receivedEvent, type Five9Event } from '@wallboard/five9/events'
import type { Maintenance } from '@wallboard/relay'

const hourMs = 3_600_000
/** How long a notice stays when Five9 reports neither the start nor the end of the maintenance. */
const overdueMs = hourMs
const longestMs = 4 * hourMs
const undatedMs = 24 * hourMs
/** A start that is further away is not believed: it has another unit or form. */
const furthestMs = 30 * 24 * hourMs

/** What follows an event that Five9 sent at `receivedAt` (monotonic milliseconds). Other events change nothing. */
export function maintenanceAfter(
  current: Maintenance | undefined,
  event: Five9Event,
  receivedAt: number,
): Maintenance | undefined {
  switch (event.context.eventId) {
    case EventId.EVENT_MAINTENANCE_ANNOUNCED:
      return announced(startsInMs(receivedEvent(event).data), receivedAt)
    case EventId.EVENT_MAINTENANCE_STARTED:
      return { phase: 'started', startsAt: receivedAt, until: receivedAt + longestMs }
    case EventId.EVENT_MAINTENANCE_COMPLETED:
      return undefined
    default:
      return current
  }
}

function startsInMs(data: unknown): number | null {
  if (typeof data !== 'object' || data === null || !('startsInMs' in data)) return null
  const { startsInMs: ms } = data
  return typeof ms === 'number' && ms <= furthestMs ? ms : null
}

const announced = (inMs: number | null, receivedAt: number): Maintenance =>
  inMs === null
    ? { phase: 'announced', startsAt: null, until: receivedAt + undatedMs }
    : { phase: 'announced', startsAt: receivedAt + inMs, until: receivedAt + inMs + overdueMs }

/**
 * What follows a new connection to Five9 that works: maintenance that has started is over, and so is one whose start has
 * passed. Its end was reported to the previous connection, if at all.
 */
export function maintenanceAfterConnect(
  current: Maintenance | undefined,
  now: number,
): Maintenance | undefined {
  if (current === undefined || current.phase === 'started') return undefined
  return current.startsAt !== null && current.startsAt <= now ? undefined : current
}
