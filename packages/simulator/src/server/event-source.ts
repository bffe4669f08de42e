import type { Faults } from '../faults/fault-record.ts'
import { eventFrame } from './envelope.ts'
import type { Host } from './hosts.ts'
import type { Sessions } from './sessions.ts'

/** Writes the domain's events: envelope, time stamp and message id. */
export interface EventSource {
  /** An event of the connection or of the session, without a message id unless it is one of a migration. */
  readonly plain: (eventId: string, eventReason: string | null, payLoad?: unknown) => string
  readonly addressed: (eventId: string, eventReason: string | null, payLoad?: unknown) => string
  /** For everybody. */
  readonly statistics: (eventId: string, payLoad: unknown) => string
  readonly addressedStatistics: (eventId: string, payLoad: unknown) => string
}

export function createEventSource(deps: {
  readonly sessions: Pick<Sessions, 'userId' | 'orgId'>
  readonly userName: string
  readonly activeHost: () => Host
  readonly faults: () => Faults
}): EventSource {
  const { sessions, userName } = deps
  const to = { userId: sessions.userId, userName }
  let messages = 0
  let lastStamp = 0

  /** Never the same twice, so that the order in which frames were written can be told. */
  function timeStamp(): number {
    lastStamp = Math.max(Date.now(), lastStamp + 1)
    return lastStamp + deps.faults().clockSkewMs
  }

  const write = (event: Omit<Parameters<typeof eventFrame>[0], 'tenantId' | 'timeStamp' | 'surprise'>) =>
    eventFrame({
      ...event,
      tenantId: sessions.orgId,
      timeStamp: timeStamp(),
      surprise: deps.faults().unknownFields,
    })

  const plainId = () => String((messages += 1))
  /** Numbered as Five9's statistics are. */
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
