import { groupPolicy } from '@wallboard/alerts'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { useStorageEngines } from '../../tests/storage-engines.ts'
import type { Db } from '../storage/database.ts'
import { alertsOf, type AlertNotice } from './alert-notice.ts'
import type { AttemptResult } from './attempt-state.ts'
import { addChannel, by, facts, noticeOf, startTestDelivery, testClock } from './delivery-fixture.ts'
import { storedNotice } from './queue-store.ts'

const changes = ['fire', 'fire', 'fire', 'resolve', 'escalate', 'acknowledge'] as const
const receivers = ['good', 'failing', 'failing', 'lost'] as const

const step = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      ...{ type: fc.constant('change' as const), change: fc.constantFrom(...changes) },
      ...{ rule: fc.nat(1), entity: fc.nat(3) },
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('pass' as const),
      ms: fc.constantFrom(0, 1_000, 5_000, 14_000, 15_000, 60_000, 300_000),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('receiver' as const), is: fc.constantFrom(...receivers) }),
  },
  {
    // A stop between two attempts, or a kill in one; the clock may be another one afterwards.
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('restart' as const),
      kills: fc.constantFrom('none' as const, 'before' as const, 'after' as const),
      stepMs: fc.constantFrom(0, 0, 5_000, -7_200_000, 1_200_000),
    }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const results: Readonly<Record<(typeof receivers)[number], AttemptResult>> = {
  good: { type: 'answered', status: 200, retryAfterMs: undefined, response: '' },
  failing: { type: 'answered', status: 503, retryAfterMs: undefined, response: '' },
  lost: { type: 'failed', fault: 'timeout', detail: '', mayBeReceived: true },
}
const noticeTypes = {
  fire: 'alert.firing',
  resolve: 'alert.resolved',
  escalate: 'alert.escalated',
  acknowledge: 'alert.acknowledged',
} as const

const tables = [
  ...(['alert_channels', 'alert_outbox', 'alert_announcements', 'alert_deliveries'] as const),
  ...(['alert_group_members', 'alert_group_sends', 'alert_starts'] as const),
]

/** A request as the receiver got it, or might have. */
interface Request {
  readonly id: string
  readonly type: AlertNotice['type']
  readonly alerts: readonly string[]
  readonly body: string
  readonly isReceived: boolean
}

function parseBody(body: string): Pick<Request, 'type' | 'alerts'> {
  const { type, data } = JSON.parse(body) as {
    type: AlertNotice['type']
    data: { alertId: string; alerts?: readonly { alertId: string }[] }
  }
  return { type, alerts: (data.alerts ?? [data]).map(({ alertId }) => alertId) }
}

/** Plays steps against one database; floods are more than three alerts. */
async function play(db: Db, steps: readonly Step[]) {
  for (const table of tables) await db.deleteFrom(table).execute()
  const clock = testClock()
  let receiver: (typeof receivers)[number] = 'good'
  let kills: 'none' | 'before' | 'after' = 'none'
  const requests: Request[] = []
  const queued: AlertNotice[] = []
  const open = new Map<string, string>()

  async function begin() {
    let hasCrashed = () => {}
    const crashed = new Promise<void>((resolve) => (hasCrashed = resolve))
    const started = await startTestDelivery(
      {
        ...{ now: clock.now, nowWall: clock.now, groupPolicy: { ...groupPolicy, floodCount: 3 } },
        post({ headers, body }, signal) {
          const id = (headers['webhook-id'] ?? '').replace('msg_', '')
          const isReceived = kills === 'none' ? receiver !== 'failing' : kills === 'after'
          requests.push({ id, ...parseBody(body), body, isReceived })
          if (kills === 'none') return Promise.resolve(results[receiver])
          hasCrashed()
          return new Promise((resolve) => {
            signal.addEventListener('abort', () => {
              resolve(results.lost)
            })
          })
        },
      },
      { db },
    )
    return { ...started, crashed }
  }
  let running = await begin()
  await addChannel(running.delivery, 'https://hooks.example')
  async function settle(): Promise<void> {
    running.delivery.wake()
    await Promise.race([running.delivery.settled(), running.crashed])
  }
  for (const [at, each] of steps.entries())
    switch (each.type) {
      case 'receiver':
        receiver = each.is
        break
      case 'pass':
        clock.pass(each.ms)
        await settle()
        break
      case 'restart':
        kills = each.kills
        await settle()
        await running.delivery.close(0)
        kills = 'none'
        clock.pass(each.stepMs)
        running = await begin()
        await settle()
        break
      case 'change': {
        const dedupKey = `r${each.rule}:queue:${each.entity}`
        const known = open.get(dedupKey)
        if (known === undefined && each.change !== 'fire') break
        const alertId = known ?? `${dedupKey}@${at}`
        if (each.change === 'resolve') open.delete(dedupKey)
        else open.set(dedupKey, alertId)
        const alert = facts(alertId, {
          ...{ dedupKey, rule: { id: `r${each.rule}`, name: 'Rule', revision: 1 } },
          entity: { kind: 'queue', id: `${each.entity}`, name: `Queue ${each.entity}` },
          level: each.entity === 0 ? 'critical' : 'warn',
        })
        const notice = noticeOf(`n${at}`, noticeTypes[each.change], { alert })
        queued.push(notice)
        await db
          .transaction()
          .execute((transaction) => running.delivery.outbox.enqueue(transaction, by.org, [notice]))
      }
    }
  // The receiver recovers, and everything that is still news arrives.
  receiver = 'good'
  for (let minute = 0; minute < 24; minute += 1) {
    clock.pass(60_000)
    await settle()
  }
  const rows = await db.selectFrom('alert_deliveries').selectAll().execute()
  const ended = rows.flatMap(({ notice: text, outcome, fault }) => {
    const notice = storedNotice(text)
    if (notice === undefined || outcome === 'retrying') return []
    return alertsOf(notice).map(({ alertId }) => ({ alertId, type: notice.type, outcome, fault }))
  })
  const waiting = (await running.delivery.channels.list(by.org)).map((channel) => channel.queued)
  await running.delivery.close()
  return { queued, requests, ended, waiting }
}

/** Whether `part` is `whole` with some entries left out. */
function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0
  for (const entry of whole) if (part[at] === entry) at += 1
  return at === part.length
}

describe.each(useStorageEngines(afterAll))('groups of notices on $name', (engine) => {
  it('puts each firing into one message, in order, over restarts, crashes and steps of the clock', async (context) => {
    const db = await engine.open(context)
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 22 }), async (steps) => {
        const { queued, requests, ended, waiting } = await play(db, steps)
        expect(waiting).toEqual([0])
        const received = requests.filter(({ isReceived }) => isReceived)
        const first = received.filter(({ id }, at) => received.findIndex((other) => other.id === id) === at)
        // An id has one body.
        for (const { id, body } of requests)
          expect(requests.filter((other) => other.id === id && other.body !== body)).toEqual([])
        for (const { id: alertId, notices } of alertsIn(queued)) {
          const starts = notices.filter(({ type }) => type === 'alert.firing').length
          // Each firing comes to one end, in a message or as a drop. Alarms that repeat in one group are one.
          const ends = ended.filter((entry) => entry.alertId === alertId && entry.type === 'alert.firing')
          expect(ends.length).toBeGreaterThanOrEqual(1)
          expect(ends.length).toBeLessThanOrEqual(starts)
          // None is in two messages.
          const messages = first.filter(
            ({ type, alerts }) => type === 'alert.firing' && alerts.includes(alertId),
          )
          expect(messages.length).toBeLessThanOrEqual(starts)
          for (const { outcome, fault } of ends)
            if (outcome === 'delivered') expect(messages.length).toBeGreaterThanOrEqual(1)
            else expect(['ended-before', 'too-old', 'status', 'timeout']).toContain(fault)
          // The end is sent exactly where a start was.
          const isEnded = notices.some(({ type }) => type === 'alert.resolved')
          const attempted = requests.some(
            ({ type, alerts }) =>
              ['alert.firing', 'alert.escalated'].includes(type) && alerts.includes(alertId),
          )
          const isStartReceived = received.some(({ alerts }) => alerts.includes(alertId))
          const isEndReceived = received.some(
            ({ type, alerts }) => type === 'alert.resolved' && alerts.includes(alertId),
          )
          if (isEndReceived) expect(attempted).toBe(true)
          const end = ended.find((entry) => entry.alertId === alertId && entry.type === 'alert.resolved')
          if (isEnded) expect(end).toBeDefined()
          if (isEnded && isStartReceived && !isEndReceived)
            expect(['too-old', 'status', 'timeout']).toContain(end?.fault)
        }
        // What is about one entity arrives in its order, and so does what waits for nothing.
        for (const key of new Set(queued.map(({ alert }) => alert.dedupKey))) {
          const ofKey = (alertId: string) => alertId.startsWith(`${key}@`)
          const arrived = first.flatMap(({ type, alerts }) =>
            alerts.filter(ofKey).map((id) => `${type} ${id}`),
          )
          const sent = queued.filter(({ alert }) => alert.dedupKey === key)
          const order = sent.map(({ type, alert }) => `${type} ${alert.alertId}`)
          expect({ arrived, order, isInOrder: isSubsequence(arrived, order) }).toMatchObject({
            isInOrder: true,
          })
        }
        const atOnce = first.filter(({ type }) => type === 'alert.escalated' || type === 'alert.acknowledged')
        const ids = queued.map(({ id }) => id)
        expect(
          isSubsequence(
            atOnce.map(({ id }) => id),
            ids,
          ),
        ).toBe(true)
      }),
      {
        seed: 1919,
        numRuns: Number(process.env.OUTBOX_RUNS ?? (engine.name === 'sqlite' ? 25 : 8)),
        endOnFailure: false,
      },
    )
  }, 120_000)
})

/** The alerts that are queued, each with its notices. */
function alertsIn(queued: readonly AlertNotice[]) {
  const ids = new Set(queued.map(({ alert }) => alert.alertId))
  return Array.from(ids, (id) => ({ id, notices: queued.filter(({ alert }) => alert.alertId === id) }))
}
