import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  defaultLeaseTimes as times,
  initialLease,
  isHeldAt,
  nextLease,
  type LeaseChange,
  type LeaseEvent,
  type LeaseState,
} from './lease-state.ts'

/** One node with its claim on the way to Redis, or the answer on the way back. */
function createNode(at: number) {
  let state: LeaseState = initialLease(true, at, times)
  let claim: { readonly fence: number | undefined; readonly sentAt: number } | undefined
  const changes: LeaseChange[] = []
  return {
    changes,
    claim: () => claim,
    state: () => state,
    isHeld: (now: number) => isHeldAt(state, now),
    handle(event: LeaseEvent, now: number) {
      const decision = nextLease(state, event, now, times)
      state = decision.state
      if (event.type === 'replied') claim = undefined
      for (const effect of decision.effects) {
        if (effect.type === 'notify') changes.push(effect.change)
        else claim = { fence: effect.fence, sentAt: now }
      }
    },
  }
}

/** What the script does in Redis. */
function createModelOfRedis() {
  let lease: { readonly node: number; readonly until: number } | undefined
  let fence = 0
  return {
    claim(node: number, own: number | undefined, at: number): LeaseEvent & { type: 'replied' } {
      const holder = lease !== undefined && at < lease.until ? lease : undefined
      const answer = (reply: (LeaseEvent & { type: 'replied' })['reply']) =>
        ({ type: 'replied', sentAt: 0, reply }) as const
      if (holder !== undefined && holder.node !== node)
        return answer({ type: 'refused', remainingMs: holder.until - at })
      if (own !== undefined && fence > own && holder === undefined)
        return answer({ type: 'refused', remainingMs: 0 })
      if (own === undefined || fence !== own) fence = Math.max(fence + 1, at)
      lease = { node, until: at + times.ttlMs }
      return answer({ type: 'granted', fence, isExpired: false })
    },
  }
}

const nodes = 3
const step = fc.record({
  node: fc.nat({ max: nodes - 1 }),
  passMs: fc.oneof(
    { weight: 4, arbitrary: fc.nat({ max: 200 }) },
    { weight: 3, arbitrary: fc.nat({ max: 1_500 }) },
    { weight: 1, arbitrary: fc.nat({ max: 6_000 }) },
  ),
  action: fc.oneof(
    { weight: 10, arbitrary: fc.constant('advance' as const) },
    { weight: 2, arbitrary: fc.constantFrom('lose', 'connect', 'hint') },
    { weight: 1, arbitrary: fc.constant('disconnect' as const) },
  ),
})

describe(nextLease, () => {
  it('lets at most one node act as the holder, and raises the fence with each new holder, whatever is delayed or lost', () => {
    let acquisitions = 0
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 150 }), (steps) => {
        let now = 1_000_000
        const redis = createModelOfRedis()
        const all = Array.from({ length: nodes }, () => createNode(now))
        const replies = new Map<number, LeaseEvent & { type: 'replied' }>()
        const fences: number[] = []
        for (const { node: index, passMs, action } of steps) {
          now += passMs
          const node = all[index]
          if (node === undefined) throw new Error('no such node')
          const claim = node.claim()
          const reply = replies.get(index)
          if (action === 'advance' && reply !== undefined) {
            replies.delete(index)
            node.handle(reply, now)
          } else if (action === 'advance' && claim !== undefined)
            replies.set(index, { ...redis.claim(index, claim.fence, now), sentAt: claim.sentAt })
          else if (action === 'lose' && claim !== undefined) {
            replies.delete(index)
            node.handle({ type: 'replied', sentAt: claim.sentAt, reply: { type: 'failed' } }, now)
          } else if (action === 'disconnect') node.handle({ type: 'disconnected' }, now)
          else if (action === 'connect') node.handle({ type: 'connected' }, now)
          else node.handle({ type: action === 'hint' ? 'hint' : 'tick' }, now)
          expect(all.filter((each) => each.isHeld(now)).length).toBeLessThanOrEqual(1)
          for (const change of node.changes.splice(0)) {
            if (change.type !== 'acquired') continue
            acquisitions += 1
            fences.push(change.fence)
          }
        }
        expect(fences).toEqual(fences.toSorted((a, b) => a - b))
      }),
      { numRuns: 300 },
    )
    expect(acquisitions).toBeGreaterThan(300)
  })

  it('waits one TTL after each connection before a standby claims', () => {
    const node = createNode(0)
    node.handle({ type: 'tick' }, times.ttlMs - 1)
    expect(node.claim()).toBeUndefined()
    node.handle({ type: 'disconnected' }, times.ttlMs - 1)
    node.handle({ type: 'connected' }, 10_000)
    node.handle({ type: 'hint' }, 10_001)
    node.handle({ type: 'tick' }, 10_000 + times.ttlMs - 1)
    expect(node.claim()).toBeUndefined()
    node.handle({ type: 'tick' }, 10_000 + times.ttlMs)
    expect(node.claim()).toEqual({ fence: undefined, sentAt: 10_000 + times.ttlMs })
  })

  const held = () => {
    const node = createNode(-times.ttlMs)
    node.handle({ type: 'tick' }, 0)
    node.handle({ type: 'replied', sentAt: 0, reply: { type: 'granted', fence: 7, isExpired: false } }, 10)
    return node
  }

  it('stops before Redis frees the lease, also when nothing happened meanwhile', () => {
    const node = held()
    expect(node.isHeld(times.ttlMs - times.marginMs - 1)).toBe(true)
    expect(node.isHeld(times.ttlMs - times.marginMs)).toBe(false)
    node.handle({ type: 'tick' }, 60_000)
    expect(node.changes).toEqual([
      { type: 'acquired', fence: 7, isExpired: false },
      { type: 'lost', reason: 'unreachable' },
    ])
  })

  it('continues with its fence when no other node acquired the lease while Redis was away', () => {
    const node = held()
    node.handle({ type: 'disconnected' }, 100)
    node.handle({ type: 'tick' }, 30_000)
    expect(node.claim()).toBeUndefined()
    node.handle({ type: 'connected' }, 40_000)
    expect(node.claim()).toEqual({ fence: 7, sentAt: 40_000 })
    node.handle(
      { type: 'replied', sentAt: 40_000, reply: { type: 'granted', fence: 7, isExpired: false } },
      40_010,
    )
    expect(node.changes).toEqual([
      { type: 'acquired', fence: 7, isExpired: false },
      { type: 'lost', reason: 'unreachable' },
      { type: 'acquired', fence: 7, isExpired: false },
    ])
  })

  it('reports a higher fence to a holder after Redis has lost its data', () => {
    const node = held()
    node.handle({ type: 'hint' }, 500)
    node.handle({ type: 'replied', sentAt: 500, reply: { type: 'granted', fence: 9, isExpired: false } }, 510)
    expect(node.changes).toEqual([
      { type: 'acquired', fence: 7, isExpired: false },
      { type: 'acquired', fence: 9, isExpired: false },
    ])
  })

  it('claims again when the lease of the other node ends, and after a hint', () => {
    const node = createNode(-times.ttlMs)
    node.handle({ type: 'tick' }, 0)
    node.handle({ type: 'replied', sentAt: 0, reply: { type: 'refused', remainingMs: 300 } }, 10)
    node.handle({ type: 'tick' }, 309)
    expect(node.claim()).toBeUndefined()
    node.handle({ type: 'tick' }, 310)
    expect(node.claim()).toEqual({ fence: undefined, sentAt: 310 })
    node.handle({ type: 'replied', sentAt: 310, reply: { type: 'refused', remainingMs: 3_900 } }, 320)
    node.handle({ type: 'hint' }, 330)
    expect(node.claim()).toEqual({ fence: undefined, sentAt: 330 })
  })

  it('never acts under a fence that it has forfeited', () => {
    const node = held()
    node.handle({ type: 'tick' }, 1_000)
    expect(node.claim()).toEqual({ fence: 7, sentAt: 1_000 })
    node.handle({ type: 'forfeit' }, 1_010)
    const reply = { type: 'granted', fence: 7, isExpired: false } as const
    node.handle({ type: 'replied', sentAt: 1_000, reply }, 1_020)
    expect(node.isHeld(1_020)).toBe(false)
    expect(node.claim()).toEqual({ fence: undefined, sentAt: 1_020 })
    node.handle({ type: 'replied', sentAt: 1_020, reply: { ...reply, fence: 8 } }, 1_030)
    expect(node.changes.at(-1)).toEqual({ type: 'acquired', fence: 8, isExpired: false })
  })

  it('does nothing after it was released', () => {
    const node = held()
    node.handle({ type: 'release' }, 100)
    node.handle({ type: 'replied', sentAt: 90, reply: { type: 'granted', fence: 7, isExpired: false } }, 110)
    node.handle({ type: 'tick' }, 90_000)
    expect(node.isHeld(120)).toBe(false)
    expect(node.claim()).toBeUndefined()
    expect(node.changes.at(-1)).toEqual({ type: 'lost', reason: 'released' })
  })
})
