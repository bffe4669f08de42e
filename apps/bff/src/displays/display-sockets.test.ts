import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import {
  claimEveryMs,
  createDisplaySockets,
  maxClaimDelayMs,
  type DisplaySocketStore,
  type SocketClaim,
} from './display-sockets.ts'

/** The numbers in a database that can be down. */
function memoryStore() {
  const rows = new Map<string, SocketClaim & { readonly openedAt: number }>()
  const state = { isDown: false, statements: 0 }
  const numbering =
    (isLate: boolean): DisplaySocketStore['claim'] =>
    (node, sockets) => {
      state.statements += 1
      if (state.isDown) return Promise.reject(new Error('the database is down'))
      const claims = sockets.flatMap(({ id, openedAt }) => {
        const before = rows.get(id)
        const laterMs = (before?.openedAt ?? 0) - openedAt
        if (laterMs > 0 && (isLate || laterMs <= maxClaimDelayMs)) return []
        const number = (before?.number ?? 0) + 1
        rows.set(id, { node, number, openedAt })
        return [[id, number] as const]
      })
      return Promise.resolve(new Map(claims))
    }
  const store: DisplaySocketStore = {
    claim: numbering(false),
    claimLate: numbering(true),
    find(ids) {
      state.statements += 1
      if (state.isDown) return Promise.reject(new Error('the database is down'))
      return Promise.resolve(
        new Map(ids.flatMap((id) => (rows.has(id) ? [[id, rows.get(id)]] : [])) as never),
      )
    },
  }
  return { store, state }
}

/** Nodes whose announcements arrive when the test says so, or never. */
function setUp(names: readonly string[]) {
  const { store, state } = memoryStore()
  let now = 0
  const nodes = new Map(
    names.map((name) => {
      const open = new Map<string, number>()
      const claims = new Map<string, number>()
      const heard = new Map<string, number>()
      const sockets = createDisplaySockets({
        ...{ store, node: name, now: () => now, logError: () => undefined },
        claimElsewhere: (id) => heard.get(id),
        onClaimed: (id, claim) => claims.set(id, claim),
        onReplaced: (id) => open.delete(id),
      })
      return [name, { open, claims, heard, sockets }] as const
    }),
  )
  const node = (name: string) => {
    const found = nodes.get(name)
    if (found === undefined) throw new Error(`no node ${name}`)
    return found
  }
  return {
    state,
    store,
    node,
    open(name: string, id: string) {
      now += 1
      node(name).open.set(id, now)
      node(name).sockets.opened(id)
      return now
    },
    close(name: string, id: string) {
      node(name).open.delete(id)
      node(name).sockets.closed(id)
    },
    announce(from: string, to: string) {
      for (const [id, claim] of node(from).claims) node(to).heard.set(id, claim)
      node(to).sockets.announcedElsewhere([...node(from).claims.keys()])
    },
    openAt: (id: string) => names.filter((name) => node(name).open.has(id)),
  }
}

describe(createDisplaySockets, () => {
  it('closes the older socket as soon as another node announces a newer one', async () => {
    vi.useFakeTimers()
    try {
      const cluster = setUp(['a', 'b'])
      cluster.open('a', 'd1')
      await vi.advanceTimersByTimeAsync(10)
      cluster.open('b', 'd1')
      await vi.advanceTimersByTimeAsync(10)
      expect(cluster.openAt('d1')).toEqual(['a', 'b'])
      cluster.announce('b', 'a')
      expect(cluster.openAt('d1')).toEqual(['b'])
    } finally {
      vi.useRealTimers()
    }
  })

  it('leaves the newest socket open when the claim of the older one is slower', async () => {
    vi.useFakeTimers()
    try {
      const cluster = setUp(['a', 'b'])
      cluster.open('a', 'd2') // starts the batch in which a claims d1 as well
      cluster.open('b', 'd1')
      cluster.open('a', 'd1')
      await vi.advanceTimersByTimeAsync(10)
      expect(cluster.openAt('d1')).toEqual(['a'])
    } finally {
      vi.useRealTimers()
    }
  })

  it('numbers a thousand displays that connect at once with two statements', async () => {
    vi.useFakeTimers()
    try {
      const cluster = setUp(['a'])
      for (let index = 0; index < 1_000; index += 1) cluster.open('a', `d${index}`)
      await vi.advanceTimersByTimeAsync(10)
      expect(cluster.node('a').claims.size).toBe(1_000)
      expect(cluster.state.statements).toBe(2)
    } finally {
      vi.useRealTimers()
    }
  })

  it('numbers a storm of a second with ten statements, which do not overlap', async () => {
    vi.useFakeTimers()
    try {
      const { store, state } = memoryStore()
      let [underWay, mostAtOnce, claimed] = [0, 0, 0]
      const sockets = createDisplaySockets({
        ...{ node: 'a', now: Date.now, logError: () => undefined },
        store: {
          ...store,
          async claim(node, opened) {
            underWay += 1
            mostAtOnce = Math.max(mostAtOnce, underWay)
            await new Promise((resolve) => setTimeout(resolve, 20))
            underWay -= 1
            return store.claim(node, opened)
          },
        },
        claimElsewhere: () => undefined,
        onClaimed: () => (claimed += 1),
        onReplaced: () => undefined,
      })
      for (let index = 0; index < 500; index += 1) {
        sockets.opened(`d${index}`)
        await vi.advanceTimersByTimeAsync(2)
      }
      await vi.advanceTimersByTimeAsync(2 * claimEveryMs)
      expect([claimed, mostAtOnce]).toEqual([500, 1])
      expect(state.statements).toBeLessThanOrEqual(10)
    } finally {
      vi.useRealTimers()
    }
  })

  it('leaves the newest socket open, and no other, whatever is lost: once each node has compared with the database', async () => {
    const step = fc.oneof(
      fc.record({
        type: fc.constantFrom('open', 'close', 'check'),
        node: fc.constantFrom('a', 'b', 'c'),
        id: fc.constantFrom('d1', 'd2'),
      }),
      fc.record({ type: fc.constant('down'), isDown: fc.boolean() }),
      fc.record({
        type: fc.constant('announce'),
        from: fc.constantFrom('a', 'b', 'c'),
        to: fc.constantFrom('a', 'b', 'c'),
      }),
      fc.record({ type: fc.constant('wait') }),
    )
    vi.useFakeTimers()
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
          const cluster = setUp(['a', 'b', 'c'])
          const newest = new Map<string, { readonly node: string; readonly at: number }>()
          /** Opened so shortly ago that their numbers may follow in another order. */
          const unnumbered = new Set<string>()
          async function waitForNumbers() {
            await vi.advanceTimersByTimeAsync(claimEveryMs)
            unnumbered.clear()
          }
          for (const one of steps) {
            if ('isDown' in one) cluster.state.isDown = one.isDown
            else if ('from' in one) {
              if (one.from !== one.to) cluster.announce(one.from, one.to)
            } else if ('node' in one) {
              const { type, node, id } = one
              if (type === 'open') {
                if (unnumbered.has(id)) await waitForNumbers()
                newest.set(id, { node, at: cluster.open(node, id) })
                unnumbered.add(id)
              } else if (type === 'close') {
                if (newest.get(id)?.node === node) newest.delete(id)
                cluster.close(node, id)
              } else
                await cluster
                  .node(node)
                  .sockets.check()
                  .catch(() => undefined)
            } else await waitForNumbers()
          }
          cluster.state.isDown = false
          await vi.advanceTimersByTimeAsync(claimEveryMs)
          for (let round = 0; round < 2; round += 1)
            for (const name of ['a', 'b', 'c']) await cluster.node(name).sockets.check()
          for (const id of ['d1', 'd2']) {
            const open = cluster.openAt(id)
            expect(open.length).toBeLessThanOrEqual(1)
            const last = newest.get(id)
            if (last !== undefined) expect(open).toEqual([last.node])
          }
        }),
        { numRuns: 300 },
      )
    } finally {
      vi.useRealTimers()
    }
  })
})
