import type { ClusteredFeedDeps } from './cluster-types.ts'
import { createHandOver } from './hand-over.ts'
import type { OwnedFeed } from './owned-feed.ts'

/** Watches the Five9 session of an owner: another node may be the better owner, or have taken over already. */
export interface OwnerWatch {
  /** This node owns the feed from now on. */
  readonly owned: () => void
  /** Call it four times a second while this node owns the feed. `isAlone`: it cannot renew the lease. */
  readonly check: (owned: Pick<OwnedFeed, 'feed' | 'checkLogin'>, isAlone: boolean) => void
}

/** An owner without Redis asks Five9 this often whether another node has signed in. */
const checkLoginEveryMs = 2_000

/** @param deps.onTakenOver the login of an owner without Redis has ended: another node has taken over */
export function createOwnerWatch(
  deps: Pick<ClusteredFeedDeps, 'name' | 'lease' | 'reach' | 'monotonic' | 'log' | 'onError'> & {
    readonly onTakenOver: () => void
  },
): OwnerWatch {
  const { name, lease, reach, monotonic, log, onError } = deps
  const handOver = lease && createHandOver({ feed: name, lease, reach, log, onError })
  let checkedAt = -Infinity

  return {
    owned() {
      handOver?.owned()
    },
    check({ feed, checkLogin }, isAlone) {
      const { state } = feed.link()
      if (!isAlone) handOver?.check(state === 'up')
      else if (state === 'ended') deps.onTakenOver()
      else if (monotonic() - checkedAt >= checkLoginEveryMs) {
        checkedAt = monotonic()
        checkLogin()
      }
    },
  }
}
