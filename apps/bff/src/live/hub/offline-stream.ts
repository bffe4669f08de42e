import { noDirectory } from '@wallboard/relay'
import type { Stream } from '../../upstream/stream.ts'

/** What a screen gets whose feed does not run: no figures, and why there are none. */
export function offlineStream(reason: string, since: number): Stream {
  return {
    epoch: 'vacant',
    seq: () => 0,
    asOf: () => since,
    link: () => ({
      state: 'ended',
      since,
      reason,
      confirmedAt: null,
      unconfirmed: [],
      unreadLists: [],
      domainOffsetMs: 0,
    }),
    queues: () => [],
    directory: () => noDirectory,
    full: () => [], // an empty source would say that there is nobody and no queue
    on: () => () => undefined,
    pauseReading: () => undefined,
    resumeReading: () => undefined,
  }
}
