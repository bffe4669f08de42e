import type { Clocks } from '@wallboard/relay'
import type { AlertRecordStore } from '../alerts/alert-record.ts'
import { createDomainNotifiers, type DomainNotifiers } from '../alerts/domain-notifiers.ts'
import type { Journal } from '../alerts/journal.ts'
import { watchConnectedSince } from '../cluster/connected-since.ts'
import { createLease, leaseKeys } from '../cluster/lease.ts'
import type { ClusterParts } from './wire-cluster.ts'

/** Chooses the notifying nodes by leases in Redis. */
export function wireDomainNotifiers(
  { redis, node }: Pick<ClusterParts, 'redis' | 'node'>,
  deps: {
    readonly store: Pick<AlertRecordStore, 'takeOver'>
    readonly journal: Pick<Journal, 'flush'>
    readonly clocks: Clocks
    readonly logError: (error: unknown) => void
  },
): DomainNotifiers {
  const { logError } = deps
  const { monotonic } = deps.clocks
  const connected = watchConnectedSince(redis, monotonic)
  const notifiers = createDomainNotifiers({
    createLease: (name) =>
      createLease({
        ...{ redis, node, name, hasStream: false, monotonic },
        ...{ connectedAt: connected.at(), onError: logError },
      }),
    isTaken: async (name) => (await redis.run(['EXISTS', leaseKeys(name).lease])) === 1,
    takeOver: deps.store.takeOver,
    flush: deps.journal.flush,
    logError,
  })
  return {
    ...notifiers,
    close() {
      connected.stop()
      return notifiers.close()
    },
  }
}
