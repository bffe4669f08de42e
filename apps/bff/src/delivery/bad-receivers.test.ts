import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import { closing } from '../../tests/clean-up.ts'
import type { ResolveName } from './checked-lookup.ts'
import {
  addChannel,
  allowing,
  by,
  facts,
  noticeOf,
  startReceiver,
  startTestDelivery,
  status,
} from './delivery-fixture.ts'
import { createPostMessage } from './post-message.ts'

type Answer = (request: unknown, response: ServerResponse) => void

const ok = status(200)

/** A server at another address of this machine, in place of one inside the network. */
async function startInside(port: number) {
  let requests = 0
  const server = createServer((_request, response) => {
    requests += 1
    response.end()
  })
  server.listen(port, '127.0.0.2')
  await once(server, 'listening')
  closing.push(() => new Promise((resolve) => server.close(resolve)))
  return { requests: () => requests }
}

/**
 * Delivers two alerts to a receiver, whose first answers are `answers`, and then 200.
 * @param lookUps the addresses of its name in each look-up; the last ones hold for all later look-ups
 */
async function deliverTo(answers: readonly Answer[], lookUps: readonly string[] = ['127.0.0.1']) {
  const receiver = await startReceiver((request, response, count) => {
    const answer = answers[count - 1] ?? ok
    answer(request, response)
  })
  const inside = await startInside(receiver.port)
  let count = 0
  const resolve: ResolveName = (_name, done) => {
    const address = lookUps[Math.min(count, lookUps.length - 1)] ?? ''
    count += 1
    done(null, [{ address, family: 4 }])
  }
  const { delivery, enqueue, pass, log } = await startTestDelivery({
    post: createPostMessage({
      ...{ allow: allowing('127.0.0.1'), nowWall: () => 0, agentFor: () => undefined },
      ...{ resolve, answerWithinMs: 300 },
    }),
  })
  await addChannel(delivery, `http://hooks.test:${receiver.port}/hook`)
  await enqueue(noticeOf('1'), noticeOf('2', 'alert.firing', { alert: facts('a2') }))
  await pass(0)
  for (const ms of [5_000, 25_000, 90_000]) await pass(ms)
  const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
  const bodies = new Set(receiver.received.map(({ body }) => body))
  const faults = (await log()).map(({ webhookId, outcome, fault }) => [webhookId, outcome, fault])
  const [channel] = await delivery.channels.list(by.org)
  expect(inside.requests()).toBe(0)
  return { ids, bodies: bodies.size, log: faults.reverse(), channel }
}

const delivered = (id: string) => [`msg_${id}`, 'delivered', null]

describe('a receiver', () => {
  it.each<[name: string, fault: string, answer: Answer]>([
    ['that does not answer', 'timeout', () => undefined],
    ['that ends the connection', 'ended', (_request, response) => response.destroy()],
    ['that answers 500', 'status', status(500)],
    ['that answers 429 with Retry-After', 'status', status(429, { 'retry-after': '20' })],
  ])('%s gets the message again with the same id, before the next one', async (_name, fault, answer) => {
    const { ids, bodies, log } = await deliverTo([answer])
    expect(ids).toEqual(['msg_1', 'msg_1', 'msg_2'])
    expect(bodies).toBe(2)
    expect(log).toEqual([['msg_1', 'retrying', fault], delivered('1'), delivered('2')])
  })

  it('that redirects is not followed, and gets the next message', async () => {
    const { ids, log } = await deliverTo([
      (request, response) => {
        const location = `http://127.0.0.2:${response.socket?.localPort ?? 0}/`
        status(307, { location })(request, response)
      },
    ])
    expect(ids).toEqual(['msg_1', 'msg_2'])
    expect(log).toEqual([['msg_1', 'failed', 'redirect'], delivered('2')])
  })

  it('that answers 410 gets nothing more, and the log has what it missed', async () => {
    const { ids, log, channel } = await deliverTo([status(410)])
    expect(ids).toEqual(['msg_1'])
    expect(log).toEqual([
      ['msg_1', 'failed', 'gone'],
      ['msg_2', 'dropped', 'channel-off'],
    ])
    expect(channel).toMatchObject({ offReason: 'gone' })
  })

  it('whose name has an inside address at the second look-up is reached at its own address only', async () => {
    const { ids, log } = await deliverTo([status(503)], ['127.0.0.1', '127.0.0.2', '127.0.0.1'])
    expect(ids).toEqual(['msg_1', 'msg_1', 'msg_2'])
    expect(log).toEqual([
      ['msg_1', 'retrying', 'status'],
      ['msg_1', 'retrying', 'address-refused'],
      delivered('1'),
      delivered('2'),
    ])
  })
})
