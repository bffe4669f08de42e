import type { Lease } from '../cluster/lease.ts'
import { RedisDown } from '../cluster/redis-errors.ts'
import type { Log } from './anomaly-log.ts'
import { initialHandOver, nextHandOver, type HandOverEvent } from './hand-over-state.ts'

/** How nodes find out which of them reach Five9. Neither call rejects. */
export interface Five9Reach {
  /** Whether this node reaches the login host of Five9. */
  readonly own: () => Promise<boolean>
  /** Whether another node could start the session of the feed: it follows, and reaches the login host. */
  readonly of: (node: string) => Promise<boolean>
}

/** Watches the Five9 session of the owner, and hands the lease over when only another node reaches Five9. */
export interface HandOver {
  /** This node owns the feed from now on. */
  readonly owned: () => void
  /** Call it four times a second while this node owns the feed. */
  readonly check: (isUp: boolean) => void
}

export function createHandOver(deps: {
  /** The 16 hexadecimal digits of the feed. */
  readonly feed: string
  readonly lease: Pick<Lease, 'waiting' | 'handOver' | 'isHeld'>
  readonly reach: Five9Reach
  readonly log: Log
  readonly onError: (error: unknown) => void
}): HandOver {
  const { feed, lease, reach, log } = deps
  let state = initialHandOver

  function handle(event: HandOverEvent): void {
    const decision = nextHandOver(state, event)
    ;({ state } = decision)
    const { effect } = decision
    if (effect === undefined) return
    const done = effect.type === 'ask' ? ask() : give(effect.node)
    done.catch((error: unknown) => {
      if (effect.type === 'ask') handle({ type: 'answered', isReached: false, other: undefined })
      if (!(error instanceof RedisDown)) deps.onError(error)
    })
  }

  async function ask(): Promise<void> {
    const waiting = await lease.waiting()
    const [isReached, ...reached] = await Promise.all([reach.own(), ...waiting.map((node) => reach.of(node))])
    const other = waiting.find((_, index) => reached[index] === true)
    handle({ type: 'answered', isReached, other })
  }

  async function give(node: string): Promise<void> {
    if (!lease.isHeld()) return
    log(
      'feed handed over',
      { feed, to: node, reason: 'this node does not reach Five9, and the other one does' },
      'warn',
    )
    await lease.handOver(node)
  }

  return {
    owned() {
      handle({ type: 'owned' })
    },
    check(isUp) {
      handle({ type: 'checked', isUp })
    },
  }
}
