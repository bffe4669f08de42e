import { noDirectory } from '@wallboard/relay'
import type { Stream } from '../../upstream/stream.ts'

/** The stream of a feed that does not run: no data, and the reason. */
export function offlineStream(username: string, since: number): Stream {
  return {
    epoch: 'offline',
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
    full: () => [], // no data sources: an empty one would mean that there are no agents or no queues
    on: () => () => undefined,
  }
}
