import { groupPolicy } from '@wallboard/alerts'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { useStorageEngines } from '../../tests/storage-engines.ts'
import type { AlertNotice } from './alert-notice.ts'
import {
  addChannel,
  by,
  facts,
  noticeOf,
  openDatabasesOn,
  startReceiver,
  startTestDelivery,
  status,
  testDatabase,
} from './delivery-fixture.ts'
import type { ReceivedRequest } from './delivery-fixture.ts'

const engines = useStorageEngines(afterAll)
const seconds = 1_000

interface Received {
  readonly type: string
  readonly data: {
    readonly alertId: string
    readonly summary?: string
    readonly alerts?: readonly { readonly alertId: string }[]
  }
}

/** Messages as `type: alerts`. */
const contentsOf = (received: readonly ReceivedRequest[]) =>
  received.map(({ body }) => {
    const { type, data } = JSON.parse(body) as Received
    return `${type.replace('alert.', '')}: ${(data.alerts ?? [data]).map(({ alertId }) => alertId).join(' ')}`
  })

const about = (
  alertId: string,
  type: AlertNotice['type'] = 'alert.firing',
  changed: Partial<AlertNotice> & { rule?: string } = {},
): AlertNotice => {
  const { rule = 'r7', ...rest } = changed
  const alert = facts(alertId, {
    ...{ dedupKey: `${rule}:queue:${alertId}`, rule: { id: rule, name: `Rule ${rule}`, revision: 1 } },
    ...{ entity: { kind: 'queue', id: alertId, name: `Queue ${alertId}` }, level: 'warn' },
  })
  return noticeOf(`${alertId}-${type}`, type, { alert, ...rest })
}

/** @param statuses what the receiver answers, in order; then 200 */
async function startGroups(kind: 'webhook' | 'slack' = 'webhook', statuses: readonly number[] = []) {
  const receiver = await startReceiver((request, response, count) => {
    status(statuses[count - 1] ?? 200)(request, response)
  })
  const db = await testDatabase()
  const started = await startTestDelivery({ groupPolicy }, { db })
  await addChannel(started.delivery, receiver.url, { kind })
  return { ...started, receiver }
}

describe.each(engines)('groups of messages on $name', (engine) => {
  beforeEach((context) => {
    openDatabasesOn(engine, context)
  })

  it('are one message after 15 seconds, and one a minute afterwards, for each rule', async () => {
    const { enqueue, pass, receiver, delivery } = await startGroups()
    await enqueue(about('a'), about('b'))
    await pass(14 * seconds)
    await enqueue(about('c'), about('other', 'alert.firing', { rule: 'r8' }))
    expect(receiver.received).toEqual([])
    expect(await delivery.channels.list(by.org)).toMatchObject([{ queued: 4 }])
    await pass(1 * seconds)
    expect(contentsOf(receiver.received)).toEqual(['firing: a b c'])
    await enqueue(about('d'), about('a', 'alert.resolved'))
    await pass(14 * seconds)
    expect(contentsOf(receiver.received).slice(1)).toEqual(['firing: other'])
    await pass(45 * seconds)
    expect(contentsOf(receiver.received).slice(2)).toEqual([])
    await pass(1 * seconds)
    expect(contentsOf(receiver.received).slice(2)).toEqual(['resolved: a', 'firing: d'])
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(4)
    expect(await delivery.channels.list(by.org)).toMatchObject([{ queued: 0, nextAttemptAt: null }])
  })

  it('wait over a restart, with the same ids', async () => {
    const { db, enqueue, pass, receiver, delivery, clock } = await startGroups()
    await enqueue(about('a'), about('b'))
    await pass(10 * seconds)
    await delivery.close()
    const again = await startTestDelivery({ groupPolicy, now: clock.now, nowWall: clock.now }, { db })
    // What was committed before the restart is reported once more.
    await again.enqueue(about('b'), about('c'))
    clock.pass(5 * seconds)
    await again.pass(0)
    expect(contentsOf(receiver.received)).toEqual(['firing: a b c'])
    await again.enqueue(about('b'))
    clock.pass(300 * seconds)
    await again.pass(0)
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual(['msg_a-alert.firing'])
  })

  it('go at once before an escalation or an acknowledgement of one of their alerts', async () => {
    const { enqueue, pass, receiver } = await startGroups()
    await enqueue(about('a'), about('b'), about('other', 'alert.firing', { rule: 'r8' }))
    await enqueue(about('b', 'alert.escalated'), about('b', 'alert.acknowledged'))
    await pass(0)
    expect(contentsOf(receiver.received)).toEqual(['firing: a b', 'escalated: b', 'acknowledged: b'])
  })

  it('have neither the start nor the end of an alert that ended while they waited', async () => {
    const { enqueue, pass, receiver, log } = await startGroups()
    await enqueue(about('a'), about('b'), about('a', 'alert.resolved'))
    await pass(300 * seconds)
    expect(contentsOf(receiver.received)).toEqual(['firing: b'])
    expect((await log()).map(({ webhookId, fault }) => `${webhookId} ${fault ?? ''}`)).toEqual([
      'msg_b-alert.firing ',
      'msg_a-alert.resolved not-announced',
      'msg_a-alert.firing ended-before',
    ])
  })

  it('repeat an alert that is not acknowledged, and end it where it was sent', async () => {
    const { enqueue, pass, receiver } = await startGroups()
    await enqueue(about('a'))
    await pass(15 * seconds)
    await pass(900 * seconds)
    await enqueue(about('a', 'alert.firing', { id: 'again' }))
    await enqueue(about('a', 'alert.resolved'))
    await pass(15 * seconds)
    expect(contentsOf(receiver.received)).toEqual(['firing: a', 'resolved: a'])
  })

  it('keep their body after the first attempt: an alert that ends later has its end in a message', async () => {
    const { enqueue, pass, receiver } = await startGroups('webhook', [503])
    await enqueue(about('a'), about('b'))
    await pass(15 * seconds)
    await enqueue(about('a', 'alert.resolved'))
    await pass(5 * seconds)
    await pass(55 * seconds)
    expect(contentsOf(receiver.received)).toEqual(['firing: a b', 'firing: a b', 'resolved: a'])
    const [first, second] = receiver.received
    expect([second?.headers['webhook-id'], second?.body]).toEqual([first?.headers['webhook-id'], first?.body])
  })

  it('leave out what ended before the first attempt, also in the next one', async () => {
    const { enqueue, pass, receiver, log } = await startGroups('webhook', [503, 200, 503])
    await enqueue(about('first', 'alert.escalated'), about('a'), about('b'))
    await pass(0)
    // The group is queued behind a message that is retried; then one of its alerts ends.
    await enqueue(about('b', 'alert.escalated', { id: 'worse' }))
    await enqueue(about('a', 'alert.resolved'))
    await pass(5 * seconds)
    await pass(5 * seconds)
    await pass(60 * seconds)
    expect(contentsOf(receiver.received)).toEqual([
      ...['escalated: first', 'escalated: first'],
      ...['firing: b', 'firing: b', 'escalated: b'],
    ])
    const drops = (await log()).filter(({ outcome }) => outcome === 'dropped')
    expect(drops.map(({ alertId, type, fault }) => [alertId, type, fault])).toEqual([
      ['a', 'alert.resolved', 'not-announced'],
      ['a', 'alert.firing', 'ended-before'],
    ])
  })

  it('are dropped and logged when the channel is switched off, and removed with it', async () => {
    const { enqueue, pass, receiver, log, delivery, db } = await startGroups()
    await enqueue(about('a'))
    await delivery.channels.change(by, 'hook', { isEnabled: false })
    await pass(0)
    expect(await log()).toMatchObject([{ outcome: 'dropped', fault: 'channel-off' }])
    await delivery.channels.change(by, 'hook', { isEnabled: true })
    await enqueue(about('b'))
    await delivery.channels.remove(by, 'hook')
    expect(await db.selectFrom('alert_group_members').selectAll().execute()).toEqual([])
    await pass(300 * seconds)
    expect(receiver.received).toEqual([])
  })

  it('drop what is no news any more after a long stop', async () => {
    const { enqueue, pass, receiver, log } = await startGroups()
    await enqueue(about('a'))
    await pass(901 * seconds)
    expect(receiver.received).toEqual([])
    expect(await log()).toMatchObject([{ outcome: 'dropped', fault: 'too-old' }])
  })
})

describe.each(engines)('a flood on $name', (engine) => {
  beforeEach((context) => {
    openDatabasesOn(engine, context)
  })

  const ids = Array.from({ length: 14 }, (_, index) => `q${index}`)

  it('is one summary of all rules, and another one only after five minutes, or a minute for a critical alert', async () => {
    const { enqueue, pass, receiver } = await startGroups()
    await enqueue(...ids.map((id, index) => about(id, 'alert.firing', { rule: `r${index % 3}` })))
    await pass(15 * seconds)
    const bodies = () => receiver.received.map(({ body }) => (JSON.parse(body) as Received).data)
    expect(bodies()).toMatchObject([{ summary: '14 alarms in 14 queues', total: 14, rule: { id: 'r0' } }])
    expect(contentsOf(receiver.received)).toEqual([`firing: ${ids.join(' ')}`])
    await enqueue(about('late', 'alert.firing', { rule: 'r9' }))
    await pass(299 * seconds)
    expect(receiver.received).toHaveLength(1)
    await pass(1 * seconds)
    expect(bodies()[1]).toMatchObject({
      summary: '15 alarms in 15 queues within 10 minutes, 1 of them new',
    })
    const worse = about('worse')
    await enqueue({ ...worse, alert: { ...worse.alert, level: 'critical' } })
    await pass(60 * seconds)
    expect(contentsOf(receiver.received).slice(2)).toEqual(['firing: worse'])
  })

  it('names the ends of what its summary was about, and is over after ten minutes', async () => {
    const { enqueue, pass, receiver } = await startGroups('slack')
    await enqueue(...ids.map((id) => about(id)))
    await pass(15 * seconds)
    await enqueue(...ids.slice(0, 12).map((id) => about(id, 'alert.resolved')))
    await pass(600 * seconds)
    await enqueue(about('new'))
    await pass(60 * seconds)
    const texts = receiver.received.map(({ body }) => (JSON.parse(body) as { text: string }).text)
    expect(texts).toEqual([
      '14 alarms in 14 queues',
      'Ended: 12 alarms: Rule r7',
      '▲ Queue new: longest wait 5:01',
    ])
  })
})
