import { createHmac } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { useStorageEngines } from '../../tests/storage-engines.ts'
import { StorageError } from '../storage/storage-error.ts'
import type { AttemptResult } from './attempt-state.ts'
import {
  addChannel,
  by,
  facts,
  noticeOf,
  openDatabasesOn,
  signingKey,
  startReceiver,
  startTestDelivery,
  status,
  testDatabase,
  type ReceivedRequest,
} from './delivery-fixture.ts'

const minutes = 60_000
const ids = (received: readonly ReceivedRequest[]) => received.map(({ headers }) => headers['webhook-id'])
const typesOf = (received: readonly ReceivedRequest[]) =>
  received.map(({ body }) => (JSON.parse(body) as { type: string }).type)

function isSigned({ headers, body }: ReceivedRequest, key: string): boolean {
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`
  const bytes = Buffer.from(key.replace('whsec_', ''), 'base64')
  const signature = `v1,${createHmac('sha256', bytes).update(signed).digest('base64')}`
  return String(headers['webhook-signature']).split(' ').includes(signature)
}

describe.each(useStorageEngines(afterAll))('the delivery of alerts on $name', (engine) => {
  beforeEach((context) => {
    openDatabasesOn(engine, context)
  })

  it('sends notices in order, signed, and logs them', async () => {
    const receiver = await startReceiver(status(200, {}, 'thanks'))
    const { delivery, enqueue, pass, log } = await startTestDelivery()
    await addChannel(delivery, receiver.url)
    await enqueue(noticeOf('1'), noticeOf('2', 'alert.acknowledged'))
    await pass(0)
    await enqueue(noticeOf('3', 'alert.resolved'))
    await pass(0)
    expect(typesOf(receiver.received)).toEqual(['alert.firing', 'alert.acknowledged', 'alert.resolved'])
    expect(ids(receiver.received)).toEqual(['msg_1', 'msg_2', 'msg_3'])
    expect(receiver.received.every((request) => isSigned(request, signingKey))).toBe(true)
    expect(await log()).toMatchObject([
      ...['alert.resolved', 'alert.acknowledged', 'alert.firing'].map((type) => ({
        ...{ type, alertId: 'a1', attempt: 1, outcome: 'delivered', fault: null, status: 200 },
        ...{ response: 'thanks', nextAttemptAt: null },
      })),
    ])
    expect(delivery.status()).toMatchObject({ counts: { delivered: 3 }, queued: 0 })
  })

  it('retries 500 with the same id and in order, and stops after five attempts', async () => {
    const receiver = await startReceiver(status(500, {}, 'broken'))
    const { delivery, enqueue, pass, log } = await startTestDelivery()
    await addChannel(delivery, receiver.url)
    await enqueue(noticeOf('1'), noticeOf('2', 'alert.firing', { alert: facts('a2') }))
    await pass(0)
    for (const ms of [5_000, 25_000, 90_000, 480_000]) {
      await pass(ms - 1)
      const before = receiver.received.length
      await pass(1)
      expect(receiver.received.length).toBeGreaterThan(before)
    }
    expect(ids(receiver.received).slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'msg_1'))
    const [last] = (await log()).filter(({ webhookId }) => webhookId === 'msg_1')
    expect(last).toMatchObject({
      attempt: 5,
      outcome: 'failed',
      fault: 'status',
      status: 500,
      response: 'broken',
    })
    // The second one has waited for ten minutes: there is time for three attempts more.
    for (let second = 0; second < 320; second += 5) await pass(5_000)
    expect(ids(receiver.received).slice(5)).toEqual(['msg_2', 'msg_2', 'msg_2', 'msg_2'])
    expect(await delivery.channels.list(by.org)).toMatchObject([{ failures: 9, queued: 0, isEnabled: true }])
  })

  it('obeys Retry-After, and delivers afterwards', async () => {
    const receiver = await startReceiver((request, response, count) => {
      if (count === 1) status(429, { 'retry-after': '60' })(request, response)
      else status(200)(request, response)
    })
    const { delivery, enqueue, pass } = await startTestDelivery()
    await addChannel(delivery, receiver.url)
    await enqueue(noticeOf('1'))
    await pass(0)
    await pass(59_999)
    expect(receiver.received).toHaveLength(1)
    await pass(1)
    expect(ids(receiver.received)).toEqual(['msg_1', 'msg_1'])
    expect(await delivery.channels.list(by.org)).toMatchObject([{ failures: 0, failingSince: null }])
  })

  it('switches the channel off on 410, warns in the log, and drops what waits', async () => {
    const receiver = await startReceiver(status(410))
    const { delivery, enqueue, pass, log, warnings } = await startTestDelivery()
    await addChannel(delivery, receiver.url)
    await enqueue(noticeOf('1'), noticeOf('2', 'alert.firing', { alert: facts('a2') }))
    await pass(0)
    await enqueue(noticeOf('3'))
    await pass(20 * minutes)
    expect(receiver.received).toHaveLength(1)
    expect(await delivery.channels.list(by.org)).toMatchObject([
      { isEnabled: false, offReason: 'gone', queued: 0 },
    ])
    expect(new Set((await log()).map(({ webhookId, fault }) => `${webhookId} ${fault ?? ''}`))).toEqual(
      new Set(['msg_3 channel-off', 'msg_2 channel-off', 'msg_1 gone']),
    )
    expect(warnings).toEqual([['channel switched off', { org: '1', channel: 'hook', reason: 'gone' }]])
  })

  it('switches off a channel that has failed 20 times in a row over a day', async () => {
    const { delivery, enqueue, pass } = await startTestDelivery({
      post: () => Promise.resolve({ type: 'answered', status: 400, retryAfterMs: undefined, response: '' }),
    })
    await addChannel(delivery, 'https://hooks.example')
    const states: (string | null | undefined)[] = []
    for (let half = 0; half < 3; half += 1) {
      const ids = Array.from({ length: 10 }, (_, at) => `n${half}-${at}`)
      await enqueue(...ids.map((id) => noticeOf(id, 'alert.firing', { alert: facts(id) })))
      await pass(0)
      const [channel] = await delivery.channels.list(by.org)
      states.push(channel?.offReason)
      await pass(12 * 60 * minutes)
    }
    expect(states).toEqual([null, null, 'failing'])
    await delivery.channels.change(by, 'hook', { isEnabled: true })
    expect(await delivery.channels.list(by.org)).toMatchObject([
      { isEnabled: true, failures: 0, failingSince: null },
    ])
  })

  it('drops the start and the end of an alert that ended before anything was delivered', async () => {
    const receiver = await startReceiver(status(503))
    const { delivery, enqueue, pass, log } = await startTestDelivery()
    await addChannel(delivery, receiver.url)
    await enqueue(noticeOf('1'))
    await pass(0)
    await enqueue(noticeOf('2', 'alert.resolved'))
    await pass(5_000)
    expect(ids(receiver.received)).toEqual(['msg_1'])
    expect((await log()).slice(0, 2)).toMatchObject([{ outcome: 'dropped' }, { outcome: 'dropped' }])
    expect(new Set((await log()).map(({ fault }) => fault))).toEqual(
      new Set(['ended-before', 'not-announced', 'status']),
    )
  })

  it('sends the end of an alert whose start may have been received', async () => {
    let result: AttemptResult = { type: 'failed', fault: 'timeout', detail: '', mayBeReceived: true }
    const sent: (string | undefined)[] = []
    const { delivery, enqueue, pass } = await startTestDelivery({
      post({ headers }) {
        sent.push(headers['webhook-id'])
        return Promise.resolve(result)
      },
    })
    await addChannel(delivery, 'https://hooks.example')
    await enqueue(noticeOf('1'))
    await pass(0)
    result = { type: 'answered', status: 200, retryAfterMs: undefined, response: '' }
    await enqueue(noticeOf('2', 'alert.resolved'))
    await pass(5_000)
    expect(sent).toEqual(['msg_1', 'msg_2'])
  })

  it('sends the end of an alert after a crash in the attempt of its start, and the start no more', async () => {
    const db = await testDatabase()
    const sent: (string | undefined)[] = []
    const hanging = await startTestDelivery(
      {
        post: ({ headers }, signal) =>
          new Promise((resolve) => {
            sent.push(headers['webhook-id'])
            signal.addEventListener('abort', () => {
              resolve({ type: 'failed', fault: 'ended', detail: '', mayBeReceived: true })
            })
          }),
      },
      { db },
    )
    await addChannel(hanging.delivery, 'https://hooks.example')
    await hanging.enqueue(noticeOf('1'))
    await expect.poll(() => sent).toEqual(['msg_1'])
    await hanging.enqueue(noticeOf('2', 'alert.resolved'))
    await hanging.delivery.close(0)
    const again = await startTestDelivery(
      {
        post({ headers }) {
          sent.push(headers['webhook-id'])
          return Promise.resolve({ type: 'answered', status: 200, retryAfterMs: undefined, response: '' })
        },
      },
      { db },
    )
    await again.pass(0)
    expect(sent).toEqual(['msg_1', 'msg_2'])
    expect((await again.log()).map(({ fault }) => fault)).toEqual([null, 'ended-before'])
  })

  it('does not send what is older than 15 minutes', async () => {
    const { delivery, enqueue, pass, log } = await startTestDelivery({
      post: () =>
        Promise.resolve({ type: 'failed', fault: 'no-connection', detail: 'no', mayBeReceived: false }),
    })
    await addChannel(delivery, 'https://hooks.example')
    await enqueue(noticeOf('1'), noticeOf('2', 'alert.firing', { alert: facts('a2') }))
    await pass(0)
    await pass(16 * minutes)
    expect(await log()).toMatchObject([
      { webhookId: 'msg_2', outcome: 'dropped', fault: 'too-old' },
      { webhookId: 'msg_1', outcome: 'dropped', fault: 'too-old' },
      { webhookId: 'msg_1', outcome: 'retrying' },
    ])
  })

  it('sends to four channels at once, and one that hangs delays no other', async () => {
    let running = 0
    let most = 0
    const finish: (() => void)[] = []
    const { delivery, enqueue, clock } = await startTestDelivery({
      post: () =>
        new Promise((resolve) => {
          most = Math.max(most, (running += 1))
          finish.push(() => {
            running -= 1
            resolve({ type: 'answered', status: 200, retryAfterMs: undefined, response: '' })
          })
        }),
    })
    for (let at = 0; at < 6; at += 1)
      await addChannel(delivery, 'https://hooks.example', {
        ...{ key: `c${at}`, signingKey: `whsec_${Buffer.alloc(32, at).toString('base64')}` },
      })
    await enqueue(
      ...Array.from({ length: 18 }, (_, at) =>
        noticeOf(`${at}`, 'alert.firing', { channelKey: `c${at % 6}` }),
      ),
    )
    const [hanging] = await expect
      .poll(() => finish.length)
      .toBe(4)
      .then(() => finish.splice(0, 1))
    for (let ended = 0; ended < 15; ended += 1) {
      await expect.poll(() => finish.length).toBeGreaterThan(0)
      finish.shift()?.()
    }
    expect(most).toBe(4)
    await expect
      // Which of the channels hangs is open: several connections to the database read the first ones.
      .poll(async () => (await delivery.channels.list(by.org)).map(({ queued }) => queued).toSorted())
      .toEqual([0, 0, 0, 0, 0, 3])
    hanging?.()
    for (let ended = 0; ended < 2; ended += 1) {
      await expect.poll(() => finish.length).toBeGreaterThan(0)
      finish.shift()?.()
    }
    await delivery.settled()
    expect(clock.now()).toBeGreaterThan(0)
  })

  it('sends one message a second to Slack, and four to Teams', async () => {
    const at: number[] = []
    const { delivery, enqueue, pass, clock } = await startTestDelivery({
      post() {
        at.push(clock.now())
        return Promise.resolve({ type: 'answered', status: 200, retryAfterMs: undefined, response: 'ok' })
      },
    })
    const began = clock.now()
    for (const [kind, pause] of [
      ['slack', 1_000],
      ['teams', 250],
    ] as const) {
      at.length = 0
      await addChannel(delivery, 'https://hooks.example', { key: kind, kind })
      await enqueue(...[1, 2, 3].map((id) => noticeOf(`${kind}${id}`, 'alert.firing', { channelKey: kind })))
      await pass(0)
      for (let step = 0; step < 40; step += 1) await pass(50)
      const [first = 0] = at
      expect(at.map((time) => time - first)).toEqual([0, pause, 2 * pause])
    }
    expect(clock.now() - began).toBe(4_000)
  })

  it('signs with both keys while a key is changed, for a day', async () => {
    const receiver = await startReceiver(status(200))
    const { delivery, enqueue, pass } = await startTestDelivery()
    await addChannel(delivery, receiver.url)
    const newKey = `whsec_${Buffer.alloc(24, 5).toString('base64')}`
    await delivery.channels.change(by, 'hook', { signingKey: newKey })
    await enqueue(noticeOf('1'))
    await pass(0)
    await pass(24 * 60 * minutes)
    await enqueue(noticeOf('2'))
    await pass(0)
    const [first, second] = receiver.received
    expect(first && [isSigned(first, signingKey), isSigned(first, newKey)]).toEqual([true, true])
    expect(second && [isSigned(second, signingKey), isSigned(second, newKey)]).toEqual([false, true])
  })

  it('keeps 1,000 notices: the longest queue loses its oldest one', async () => {
    const { delivery, enqueue, log } = await startTestDelivery({
      logError(error) {
        // On a busy machine the transaction of all notices lasts longer than the sender waits for its lock.
        if (!(error instanceof StorageError && error.fault === 'locked')) throw error
      },
      post: (_message, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            resolve({ type: 'failed', fault: 'ended', detail: '', mayBeReceived: true })
          })
        }),
    })
    await addChannel(delivery, 'https://hooks.example')
    await addChannel(delivery, 'https://hooks.example', { key: 'slack', kind: 'slack' })
    await enqueue(noticeOf('slack', 'alert.firing', { channelKey: 'slack' }))
    await enqueue(
      ...Array.from({ length: 1_001 }, (_, at) =>
        noticeOf(`n${at}`, 'alert.firing', { alert: facts(`a${at}`) }),
      ),
    )
    const queued = (await delivery.channels.list(by.org)).map((channel) => channel.queued)
    expect(queued).toEqual([999, 1])
    expect((await log()).filter(({ fault }) => fault === 'queue-full')).toHaveLength(2)
  })

  it('sends nothing of a transaction that is rolled back, and a notice once that is queued twice', async () => {
    const receiver = await startReceiver(status(200))
    const { db, delivery, enqueue, pass } = await startTestDelivery()
    await addChannel(delivery, receiver.url)
    const failed = db.transaction().execute(async (transaction) => {
      await delivery.outbox.enqueue(transaction, by.org, [noticeOf('lost')])
      throw new Error('rolled back')
    })
    await expect(failed).rejects.toThrow('rolled back')
    await enqueue(noticeOf('1'), noticeOf('1'), noticeOf('2', 'alert.firing', { channelKey: 'unknown' }))
    await pass(0)
    expect(ids(receiver.received)).toEqual(['msg_1'])
  })

  it('tests a channel at once, past the queue, and sends a delivery again with its own id', async () => {
    const receiver = await startReceiver((request, response, count) => {
      status(count === 1 ? 500 : 200)(request, response)
    })
    const { delivery, enqueue, pass, log } = await startTestDelivery()
    await addChannel(delivery, receiver.url)
    await enqueue(noticeOf('1'))
    await pass(0)
    const tested = await delivery.channels.test(by, 'hook', new AbortController().signal)
    expect(tested).toMatchObject({
      ok: true,
      value: { type: 'alert.test', outcome: 'delivered', status: 200 },
    })
    await pass(5_000)
    const [entry] = (await log()).filter(({ webhookId }) => webhookId === 'msg_1')
    await delivery.channels.sendAgain(by, entry?.id ?? '')
    await pass(16 * minutes)
    expect(ids(receiver.received).filter((id) => id === 'msg_1')).toHaveLength(3)
    expect(await delivery.channels.sendAgain({ ...by, org: '2' }, entry?.id ?? '')).toMatchObject({
      ok: false,
    })
  })

  it('keeps secrets out of the database, and says when it cannot read them', async () => {
    const db = await testDatabase()
    const { delivery } = await startTestDelivery({}, { db })
    await addChannel(delivery, 'https://hooks.example/secret-path')
    const [row] = await db.selectFrom('alert_channels').selectAll().execute()
    expect(JSON.stringify(row)).not.toMatch(/secret-path|whsec|MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw/)
    expect(JSON.stringify(await delivery.channels.list(by.org))).not.toMatch(/secret-path|whsec/)
    await delivery.close()
    const other = await startTestDelivery({ installationKey: new Uint8Array(32) }, { db })
    expect(await other.delivery.channels.list(by.org)).toMatchObject([
      { problem: 'secrets-unreadable', host: null },
    ])
    await other.enqueue(noticeOf('1'))
    await other.pass(0)
    expect(await other.log()).toMatchObject([{ outcome: 'failed', fault: 'secrets-unreadable' }])
    // A row that is copied to another channel opens nothing.
    await db.updateTable('alert_channels').set({ key: 'copy' }).execute()
    expect((await delivery.channels.list(by.org))[0]?.problem).toBe('secrets-unreadable')
  })
})
