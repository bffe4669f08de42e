import { once } from 'node:events'
import { connectUrl, relayVersion, wholeView } from '@wallboard/relay'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { connect, signIn, start } from './bff-fixture.ts'

const large = fc.integer({ min: 60_000, max: 80_000 }).map((length) => 'x'.repeat(length))
const ids = fc.oneof(fc.constant('all'), fc.array(fc.string({ maxLength: 70 }), { maxLength: 5 }))
const viewSpec = fc.record({
  pace: fc.constantFrom('wall', 'desk'),
  sources: fc.array(fc.constantFrom('ACD_STATUS', 'AGENT_STATE', 'STATIONS', 'MADE_UP'), { maxLength: 10 }),
  queueIds: ids,
  agents: fc.record({ queueIds: ids, fields: ids, areNamed: fc.boolean() }),
})
const almostValid = fc
  .record(
    {
      type: fc.oneof(fc.constantFrom('ack', 'resync', 'report', 'subscribe'), fc.jsonValue()),
      epoch: fc.jsonValue(),
      seq: fc.jsonValue(),
      paintedAgoMs: fc.jsonValue(),
      report: fc.jsonValue(),
      view: fc.oneof(viewSpec, fc.jsonValue()),
      resume: fc.jsonValue(),
    },
    { requiredKeys: ['type'] },
  )
  .map((message) => JSON.stringify(message))
const subscribe = fc
  .record({ type: fc.constant('subscribe'), view: viewSpec })
  .map((request) => JSON.stringify(request))
const message = fc.oneof(
  { weight: 2, arbitrary: subscribe },
  { weight: 4, arbitrary: almostValid },
  { weight: 2, arbitrary: fc.json() },
  { weight: 2, arbitrary: fc.string() },
  { weight: 1, arbitrary: large },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
)

describe('any message of a browser', () => {
  it('is valid or closes its socket, without effect on other clients', async () => {
    const { service } = await start()
    const { cookie } = await signIn(service)
    const healthy = connect(service, cookie)
    await expect.poll(() => healthy.count('snapshot')).toBe(1)
    const subscription = { version: relayVersion, view: wholeView('wall', ['ACD_STATUS']) }
    const url = `${service.url.replace('http', 'ws')}${connectUrl('person', subscription)}`
    async function closeCode(messages: readonly (string | Buffer)[]): Promise<unknown> {
      const socket = new WebSocket(url, { headers: { cookie, origin: service.url } })
      socket.on('error', () => undefined)
      const closed = once(socket, 'close')
      await once(socket, 'open')
      for (const each of messages) socket.send(each)
      socket.send('{"type":"over"}') // an unknown type: the server closes the socket
      return (await closed)[0]
    }
    const talks = fc.sample(fc.array(message, { minLength: 1, maxLength: 5 }), {
      numRuns: 80,
      seed: 20_261_126,
    })
    while (talks.length > 0)
      for (const code of await Promise.all(talks.splice(0, 16).map(closeCode)))
        expect([1008, 1009]).toContain(code)
    const before = healthy.count('heartbeat')
    await expect.poll(() => healthy.count('heartbeat')).toBeGreaterThan(before)
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200)
  }, 60_000)
})
