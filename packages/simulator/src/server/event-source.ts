import type { Faults } from '../faults/fault-record.ts'
import { eventFrame } from './envelope.ts'
import type { Host } from './hosts.ts'
import type { Sessions } from './sessions.ts'

/** Builds the domain's events: envelope, time stamp and message id. */
export interface EventSource {
  /** An event about the connection or the session, without a message id. */
  readonly plain: (eventId: string, eventReason: string | null, payLoad?: unknown) => string
  readonly addressed: (eventId: string, eventReason: string | null, payLoad?: unknown) => string
  /** Statistics for all clients. */
  readonly statistics: (eventId: string, payLoad: unknown) => string
  readonly addressedStatistics: (eventId: string, payLoad: unknown) => string
}

export function createEventSource(deps: {
  readonly sessions: Pick<Sessions, 'userId' | 'orgId'>
  readonly userName: string
  readonly activeHost: () => Pick<Host, 'farmId'>
  readonly faults: () => Faults
}): EventSource {
  const { sessions, userName } = deps
  const to = { userId: sessions.userId, userName }
  let messages = 0
  let lastStamp = 0

  /** All time stamps differ, so the order of frames is visible. */
  function timeStamp(): number {
    lastStamp = Math.max(Date.now(), lastStamp + 1)
    return lastStamp + deps.faults().clockSkewMs
  }

  const write = (
    event: Omit<Parameters<typeof eventFrame>[0], 'tenantId' | 'timeStamp' | 'hasUnknownFields'>,
  ) =>
    eventFrame({
      ...event,
      tenantId: sessions.orgId,
      timeStamp: timeStamp(),
      hasUnknownFields: deps.faults().unknownFields,
    })

  const plainId = () => String((messages += 1))
  /** A message id in the form of Five9's statistics. */
  const statisticsId = () => `${(messages += 1)}:3:4:5:${deps.activeHost().farmId}:1115`

  return {
    plain: (eventId, eventReason, payLoad = null) => write({ eventId, eventReason, payLoad }),
    addressed: (eventId, eventReason, payLoad = null) =>
      write({ eventId, eventReason, payLoad, to, messageId: plainId() }),
    statistics: (eventId, payLoad) =>
      write({ eventId, eventReason: 'UPDATED', payLoad, messageId: statisticsId() }),
    addressedStatistics: (eventId, payLoad) =>
      write({ eventId, eventReason: 'UPDATED', payLoad, to, messageId: statisticsId() }),
  }
}
