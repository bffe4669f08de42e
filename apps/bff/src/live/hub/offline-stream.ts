import { noDirectory } from '@wallboard/relay'
import type { Stream } from '../../upstream/stream.ts'

/** The stream of a feed that does not run: no data, and the reason. */
export function offlineStream(username: string, since: number): Stream {
  return {
    epoch: 'vacant',
    seq: () => 0,
    asOf: () => since,
    link: () => ({
      state: 'ended',
      since,
      reason: { code: 'no-session', username },
      confirmedAt: null,
      unconfirmed: [],
      unreadLists: [],
      domainOffsetMs: 0,
    }),
    queues: () => [],
    directory: () => noDirectory,
    full: () => [], // an empty data source would say that there are no agents and no queues
    on: () => () => undefined,
    pauseReading: () => undefined,
    resumeReading: () => undefined,
  }
}
