import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { useStorageEngines } from '../../tests/storage-engines.ts'
import type { Db } from '../storage/database.ts'
import type { AlertNotice } from './alert-notice.ts'
import type { AttemptResult } from './attempt-state.ts'
import { addChannel, by, facts, noticeOf, startTestDelivery, testClock } from './delivery-fixture.ts'

type Step =
  | { readonly type: 'fire' | 'acknowledge' | 'escalate' | 'resolve'; readonly alert: number }
  /** How the receiver behaves from now on. `lost`: it takes the message, and its answer is lost. */
  | { readonly type: 'receiver'; readonly is: 'good' | 'failing' | 'refusing' | 'lost' | 'absent' }
  | { readonly type: 'pass'; readonly ms: number }
  /** The process ends while an attempt runs, before or after the receiver has the message. */
  | { readonly type: 'crash'; readonly isReceived: boolean }

const alertNumber = fc.nat(1)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constantFrom('fire' as const, 'acknowledge' as const, 'escalate' as const, 'resolve' as const),
      alert: alertNumber,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('receiver' as const),
      is: fc.constantFrom(
        'good' as const,
        'failing' as const,
        'refusing' as const,
        'lost' as const,
        'absent' as const,
      ),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('pass' as const),
      ms: fc.constantFrom(0, 0, 1_000, 5_000, 30_000, 600_000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('crash' as const), isReceived: fc.boolean() }) },
)

const results: Readonly<Record<'good' | 'failing' | 'refusing' | 'lost' | 'absent', AttemptResult>> = {
  good: { type: 'answered', status: 200, retryAfterMs: undefined, response: '' },
  failing: { type: 'answered', status: 503, retryAfterMs: undefined, response: '' },
  refusing: { type: 'answered', status: 400, retryAfterMs: undefined, response: '' },
  lost: { type: 'failed', fault: 'timeout', detail: '', mayBeReceived: true },
  absent: { type: 'failed', fault: 'no-connection', detail: '', mayBeReceived: false },
}

const noticeTypes = {
  fire: 'alert.firing',
  acknowledge: 'alert.acknowledged',
  escalate: 'alert.escalated',
  resolve: 'alert.resolved',
} as const

const tables = ['alert_channels', 'alert_outbox', 'alert_announcements', 'alert_deliveries'] as const

/** Plays steps against one database and a receiver; a crash starts delivery anew on it. */
async function play(db: Db, steps: readonly Step[]) {
  for (const table of tables) await db.deleteFrom(table).execute()
  const clock = testClock()
  let receiver: keyof typeof results = 'good'
  let crash: { readonly isReceived: boolean } | undefined
  /** Ids as the receiver got them, with repetitions. */
  const received: string[] = []
  const bodies = new Map<string, Set<string>>()
  const queued: AlertNotice[] = []

  const begin = () => {
    let hasCrashed = () => {}
    const crashed = new Promise<void>((resolve) => (hasCrashed = resolve))
    return startTestDelivery(
      {
        ...{ now: clock.now, nowWall: clock.now, random: () => 0.5 },
        post({ headers, body }, signal) {
          const id = (headers['webhook-id'] ?? '').replace('msg_', '')
          const takes = crash?.isReceived ?? (receiver === 'good' || receiver === 'lost')
          if (takes) received.push(id)
          bodies.set(id, (bodies.get(id) ?? new Set()).add(body))
          // A crash never returns to the sender: nothing of the attempt is recorded.
          if (crash !== undefined) {
            hasCrashed()
            return new Promise((resolve) => {
              signal.addEventListener('abort', () => {
                resolve(results.lost)
              })
            })
          }
          return Promise.resolve(results[receiver])
        },
      },
      { db },
    ).then((started) => ({ ...started, crashed }))
  }
  let running = await begin()
  await addChannel(running.delivery, 'https://hooks.example')
  /** Waits until nothing is due, or the process has crashed in an attempt. */
  const settle = () => Promise.race([running.delivery.settled(), running.crashed])
  for (const [at, each] of steps.entries())
    switch (each.type) {
      case 'receiver':
        receiver = each.is
        break
      case 'pass':
        clock.pass(each.ms)
        running.delivery.wake()
        await settle()
        break
      case 'crash': {
        crash = each
        running.delivery.wake()
        await settle()
        await running.delivery.close(0)
        crash = undefined
        running = await begin()
        await settle()
        break
      }
      case 'fire':
      case 'acknowledge':
      case 'escalate':
      case 'resolve': {
        const alert = facts(`a${each.alert}`)
        const notice = noticeOf(`n${at}`, noticeTypes[each.type], { alert })
        queued.push(notice)
        await db
          .transaction()
          .execute((transaction) => running.delivery.outbox.enqueue(transaction, by.org, [notice]))
      }
    }
  // The receiver recovers, and everything that is still news arrives.
  receiver = 'good'
  for (let minute = 0; minute < 16; minute += 1) {
    clock.pass(60_000)
    running.delivery.wake()
    await settle()
  }
  const log = await running.log()
  const waiting = (await running.delivery.channels.list(by.org)).map((channel) => channel.queued)
  await running.delivery.close()
  return { queued, received, bodies, log, waiting }
}

describe.each(useStorageEngines(afterAll))('the outbox on $name', (engine) => {
  it('loses nothing, repeats nothing with another id or body, and keeps the order, in any interleaving of crash, retry and end', async (context) => {
    const db = await engine.open(context)
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        const { queued, received, bodies, log, waiting } = await play(db, steps)
        expect(waiting).toEqual([0])
        const ids = queued.map(({ id }) => id)
        // Nothing but what was queued; each id with one body.
        expect(received.filter((id) => !ids.includes(id))).toEqual([])
        expect([...bodies.values()].every((versions) => versions.size === 1)).toBe(true)
        // First arrivals are in the order of the queue.
        const first = ids.filter((id) => received.includes(id))
        expect([...new Set(received)]).toEqual(first)
        for (const { id, type, alert } of queued) {
          const entries = log.filter(({ webhookId }) => webhookId === `msg_${id}`)
          const final = entries.filter(({ outcome }) => outcome !== 'retrying')
          // Every notice comes to one end, which the log has.
          expect(final.map(({ outcome }) => outcome)).toHaveLength(1)
          const [{ outcome, fault } = { outcome: undefined, fault: undefined }] = final
          if (outcome === 'delivered') expect(received).toContain(id)
          // An end or an acknowledgement never comes without a start that the receiver has, or may have.
          const starts = queued.filter(
            (other) =>
              other.alert.alertId === alert.alertId &&
              ['alert.firing', 'alert.escalated'].includes(other.type) &&
              ids.indexOf(other.id) < ids.indexOf(id),
          )
          const isFollowing = type === 'alert.resolved' || type === 'alert.acknowledged'
          if (outcome === 'delivered' && isFollowing) expect(starts.length).toBeGreaterThan(0)
          // A start is left out only for an end that waits behind it, or for its age.
          if (outcome === 'dropped' && fault === 'ended-before')
            expect(
              queued.some(
                (other) =>
                  other.type === 'alert.resolved' &&
                  other.alert.alertId === alert.alertId &&
                  ids.indexOf(other.id) > ids.indexOf(id),
              ),
            ).toBe(true)
          if (outcome === 'dropped') expect(['ended-before', 'not-announced', 'too-old']).toContain(fault)
        }
        // What the receiver believes is firing at the end has no end that was queued later and not sent, unless it was too old.
        for (const alertId of ['a0', 'a1', 'a2']) {
          const of = queued.filter(({ alert }) => alert.alertId === alertId)
          const lastArrived = of.filter(({ id }) => received.includes(id)).at(-1)
          const end = of.findLast(({ type }) => type === 'alert.resolved')
          if (lastArrived === undefined || end === undefined) continue
          if (of.indexOf(end) <= of.indexOf(lastArrived)) continue
          const ends = of
            .slice(of.indexOf(lastArrived))
            .filter(({ type }) => type === 'alert.resolved')
            .map(({ id }) => id)
          // An end that the receiver refused has ended the alert here: a further one is not announced.
          const faults = log.filter(({ webhookId }) => ends.some((id) => webhookId === `msg_${id}`))
          const isGivenUp = faults.some(
            ({ outcome, fault }) => outcome !== 'retrying' && ['too-old', 'status'].includes(fault ?? ''),
          )
          expect(isGivenUp || ends.some((id) => received.includes(id))).toBe(true)
        }
      }),
      {
        seed: 19,
        numRuns: Number(process.env.OUTBOX_RUNS ?? (engine.name === 'sqlite' ? 25 : 8)),
        endOnFailure: false,
      },
    )
  }, 120_000)
})
