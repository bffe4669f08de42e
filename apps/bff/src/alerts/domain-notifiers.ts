import type { Lease } from '../cluster/lease.ts'
import { Fenced, type Fence } from '../storage/fence.ts'

/**
 * The node that sends the messages of a domain without a service account, where each person's feed is evaluated by the node that
 * has it: one of the nodes that evaluate feeds of the domain.
 */
export interface DomainNotifiers {
  /**
   * This node is about to evaluate a feed of the domain. Resolves when it is decided which node notifies, so that no first
   * message is lost, or when that cannot be known.
   */
  readonly join: (org: string, username: string) => Promise<void>
  /** This node does not evaluate the feed any more. Without any, another node notifies as soon as all is written. */
  readonly leave: (org: string, username: string) => void
  /** The fence of the messages of this node; undefined while another node notifies. */
  readonly fenceOf: (org: string) => Fence | undefined
  readonly close: () => Promise<void>
}

interface Domain {
  readonly lease: Lease
  readonly usernames: Set<string>
  readonly decided: Promise<void>
}

/** After its start a node waits for four seconds before it acquires a lease. */
const decidedWithinMs = 6_000
const pollMs = 50

export function createDomainNotifiers(deps: {
  readonly createLease: (name: string) => Lease
  /** Whether a node holds the lease. Rejects while that cannot be known. */
  readonly isTaken: (name: string) => Promise<boolean>
  /** From now on no message is written under a lower fence. */
  readonly takeOver: (fence: Fence) => Promise<void>
  /** Resolves when what was decided is written, or cannot be written now. */
  readonly flush: () => Promise<void>
  readonly logError: (error: unknown) => void
}): DomainNotifiers {
  const domains = new Map<string, Domain>()
  const releasing = new Set<Promise<void>>()
  const fenceFor = (org: string, number: number): Fence => ({ feed: `notices ${org}`, number })

  async function decide(lease: Lease, name: string): Promise<void> {
    for (let waitedMs = 0; waitedMs < decidedWithinMs && !lease.isHeld(); waitedMs += pollMs) {
      const isKnown = await deps.isTaken(name).catch(() => true) // without Redis nobody acquires
      if (isKnown) return
      await new Promise((resolve) => setTimeout(resolve, pollMs).unref())
    }
  }

  function open(org: string): Domain {
    const name = `alerts-${encodeURIComponent(org)}`
    const lease = deps.createLease(name)
    lease.on((change) => {
      if (change.type !== 'acquired') return
      deps.takeOver(fenceFor(org, change.fence)).catch((error: unknown) => {
        if (!(error instanceof Fenced)) deps.logError(error)
      })
    })
    return { lease, usernames: new Set(), decided: decide(lease, name) }
  }

  function release(org: string, { lease }: Domain): void {
    domains.delete(org)
    const released = deps
      .flush()
      .then(() => lease.release())
      .catch(deps.logError)
      .finally(() => releasing.delete(released))
    releasing.add(released)
  }

  return {
    async join(org, username) {
      const domain = domains.get(org) ?? open(org)
      domains.set(org, domain)
      domain.usernames.add(username)
      await domain.decided
    },
    leave(org, username) {
      const domain = domains.get(org)
      if (domain === undefined || !domain.usernames.delete(username)) return
      if (domain.usernames.size === 0) release(org, domain)
    },
    fenceOf(org) {
      const number = domains.get(org)?.lease.fence()
      return number === undefined ? undefined : fenceFor(org, number)
    },
    async close() {
      for (const [org, domain] of [...domains]) release(org, domain)
      await Promise.all(releasing)
    },
  }
}
