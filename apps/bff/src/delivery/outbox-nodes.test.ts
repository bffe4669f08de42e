import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { openNode, usePostgres } from '../../tests/storage-engines.ts'
import { closing } from '../../tests/clean-up.ts'
import type { Db } from '../storage/database.ts'
import { requireFence } from '../storage/fence.ts'
import type { AlertNotice } from './alert-notice.ts'
import type { AttemptResult } from './attempt-state.ts'
import { addChannel, by, facts, noticeOf, startTestDelivery, testClock } from './delivery-fixture.ts'
import type { SenderLease } from './sender-lease.ts'

type Step =
  | { readonly type: 'fire' | 'resolve'; readonly alert: number; readonly node: number }
  | { readonly type: 'pass'; readonly ms: number }
  /** The lease goes to the other node. A node that is not aware of it goes on with its old fence. */
  | { readonly type: 'move'; readonly isAware: boolean }
  /** The next attempt gets no answer, whether or not the receiver has the message. */
  | { readonly type: 'hang'; readonly isReceived: boolean }
  /** Attempts without an answer get one. */
  | { readonly type: 'answer' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constantFrom('fire' as const, 'resolve' as const),
      ...{ alert: fc.nat(1), node: fc.nat(1) },
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('pass' as const), ms: fc.constantFrom(0, 1_000, 30_000) }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('move' as const), isAware: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('hang' as const), isReceived: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('answer' as const) }) },
)

const good: AttemptResult = { type: 'answered', status: 200, retryAfterMs: undefined, response: '' }
const noAnswer: AttemptResult = { type: 'failed', fault: 'timeout', detail: '', mayBeReceived: true }

/** A lease that the test moves. */
function testLease() {
  const state = { isHeld: false, fence: 0 }
  const listeners = new Set<() => void>()
  const lease: SenderLease = {
    isHeld: () => state.isHeld,
    fenceCheck() {
      const number = state.fence
      return (transaction) => requireFence(transaction, { feed: 'desk', number })
    },
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const changed = (next: Partial<typeof state>) => {
    Object.assign(state, next)
    for (const listener of [...listeners]) listener()
  }
  return { lease, changed }
}

const tables = [
  'alert_channels',
  'alert_outbox',
  'alert_announcements',
  'alert_deliveries',
  'feed_fences',
] as const

/** Plays steps against two nodes on one database. */
async function play(dbs: readonly [Db, Db], steps: readonly Step[]) {
  for (const table of tables) await dbs[0].deleteFrom(table).execute()
  const clock = testClock()
  const received: string[] = []
  const bodies = new Map<string, Set<string>>()
  const queued: AlertNotice[] = []
  let hang: { readonly isReceived: boolean } | undefined
  const answers = new Set<() => void>()

  async function startNode(db: Db) {
    const { lease, changed } = testLease()
    /** Attempts of this node without an answer: it does nothing else meanwhile. */
    let hanging = 0
    let hasHung = () => {}
    const { delivery, log } = await startTestDelivery(
      {
        ...{ lease, now: clock.now, nowWall: clock.now },
        post({ headers, body }, signal) {
          const id = (headers['webhook-id'] ?? '').replace('msg_', '')
          bodies.set(id, (bodies.get(id) ?? new Set()).add(body))
          if (hang === undefined || hang.isReceived) received.push(id)
          if (hang === undefined) return Promise.resolve(good)
          hang = undefined
          hanging += 1
          hasHung()
          return new Promise((resolve) => {
            const answer = () => {
              if (!answers.delete(answer)) return
              hanging -= 1
              resolve(noAnswer)
            }
            answers.add(answer)
            signal.addEventListener('abort', answer)
          })
        },
      },
      { db },
    )
    const settle = async () => {
      if (hanging > 0) return
      await Promise.race([
        delivery.settled(),
        new Promise<void>((resolve) => {
          hasHung = resolve
        }),
      ])
    }
    return { delivery, log, changed, settle }
  }
  const nodes = [await startNode(dbs[0]), await startNode(dbs[1])] as const
  let fence = 1
  let holder: 0 | 1 = 0
  nodes[0].changed({ isHeld: true, fence })
  await addChannel(nodes[0].delivery, 'https://hooks.example')

  function move(isAware: boolean): void {
    const former = nodes[holder]
    holder = holder === 0 ? 1 : 0
    fence += 1
    if (isAware) former.changed({ isHeld: false })
    nodes[holder].changed({ isHeld: true, fence })
  }
  async function run(): Promise<void> {
    for (const { delivery } of nodes) delivery.wake()
    for (const { settle } of nodes) await settle()
  }
  for (const [at, each] of steps.entries()) {
    switch (each.type) {
      case 'pass':
        clock.pass(each.ms)
        break
      case 'move':
        move(each.isAware)
        break
      case 'hang':
        hang = each
        break
      case 'answer':
        for (const answer of [...answers]) answer()
        break
      case 'fire':
      case 'resolve': {
        const type = each.type === 'fire' ? 'alert.firing' : 'alert.resolved'
        const notice = noticeOf(`n${at}`, type, { alert: facts(`a${each.alert}`) })
        queued.push(notice)
        const { delivery } = nodes[each.node === 0 ? 0 : 1]
        await dbs[each.node === 0 ? 0 : 1]
          .transaction()
          .execute((transaction) => delivery.outbox.enqueue(transaction, by.org, [notice]))
      }
    }
    await run()
  }
  hang = undefined
  for (const answer of [...answers]) answer()
  move(true)
  for (let minute = 0; minute < 3; minute += 1) {
    clock.pass(60_000)
    await run()
  }
  const log = await nodes[0].log()
  const waiting = (await nodes[0].delivery.channels.list(by.org)).map((channel) => channel.queued)
  for (const { delivery } of nodes) await delivery.close()
  return { queued, received, bodies, log, waiting }
}

const { newDatabase } = usePostgres(afterAll)
const engines = [
  {
    name: 'sqlite',
    open: async (): Promise<readonly [Db, Db]> => {
      const db = await openNode(undefined)
      return [db, db]
    },
  },
  {
    name: 'postgres',
    open: async (context: Parameters<typeof newDatabase>[0]): Promise<readonly [Db, Db]> => {
      const url = await newDatabase(context)
      return [await openNode(url), await openNode(url)]
    },
  },
]

describe.each(engines)('two nodes that deliver from one queue on $name', ({ open }) => {
  it('lose nothing, repeat nothing with another id or body, and keep the order, wherever the lease goes', async (context) => {
    const dbs = await open(context)
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
        const { queued, received, bodies, log, waiting } = await play(dbs, steps)
        const ids = queued.map(({ id }) => id)
        expect(waiting).toEqual([0])
        expect(received.filter((id) => !ids.includes(id))).toEqual([])
        expect([...bodies.values()].every((versions) => versions.size === 1)).toBe(true)
        expect([...new Set(received)]).toEqual(ids.filter((id) => received.includes(id)))
        for (const id of ids) {
          const final = log.filter(
            ({ webhookId, outcome }) => webhookId === `msg_${id}` && outcome !== 'retrying',
          )
          expect(final).toHaveLength(1)
          if (final[0]?.outcome === 'delivered') expect(received).toContain(id)
          else expect(['ended-before', 'not-announced']).toContain(final[0]?.fault)
        }
      }),
      { seed: 20, numRuns: Number(process.env.OUTBOX_RUNS ?? 20), endOnFailure: false },
    )
  }, 120_000)

  it('send a message of the former sender at once, and nothing while none has the lease', async (context) => {
    const dbs = await open(context)
    const { received, log } = await play(dbs, [
      { type: 'hang', isReceived: false },
      { type: 'fire', alert: 0, node: 0 },
      { type: 'move', isAware: false },
      { type: 'answer' },
    ])
    expect(received).toEqual(['n1'])
    expect(log.map(({ outcome, attempt }) => [outcome, attempt])).toEqual([['delivered', 1]])
  })
})

it('a node without the lease sends nothing until it gets it', async () => {
  const { lease, changed } = testLease()
  const sent: string[] = []
  const post = ({ headers }: { readonly headers: Readonly<Record<string, string>> }) => {
    sent.push(headers['webhook-id'] ?? '')
    return Promise.resolve(good)
  }
  const { delivery, enqueue, pass } = await startTestDelivery({ lease, post })
  closing.push(() => delivery.close())
  await addChannel(delivery, 'https://hooks.example')
  await enqueue(noticeOf('n1'))
  await pass(60_000)
  expect(sent).toEqual([])
  expect(delivery.status().queued).toBe(0)
  changed({ isHeld: true, fence: 1 })
  await pass(0)
  expect(sent).toEqual(['msg_n1'])
})
