import { Channel, ChannelList, Delivery, DeliveryList } from '@wallboard/relay/rest/alert-channels'
import { describe, expect, it } from 'vitest'
import { startReceiver, status } from '../src/delivery/delivery-fixture.ts'
import { signIn, start, user } from './bff-fixture.ts'
import { call } from './display-fixture.ts'

const signingKey = `whsec_${Buffer.alloc(32, 3).toString('base64')}`
const otherKey = `whsec_${Buffer.alloc(32, 4).toString('base64')}`
const webhook = (address: string) => ({
  ...{ key: 'pager', name: 'Pager', kind: 'webhook', address, signingKey, allowsNames: false },
})

/** A server with an administrator, and calls as this person. */
async function startDesk(environment: Record<string, string> = {}) {
  const { service, again } = await start(
    {},
    { ADMIN_USERS: user.username, WEBHOOK_ALLOW: '127.0.0.1', ...environment },
  )
  const signedIn = async (server: typeof service) => {
    const desk = (await signIn(server)).cookie
    return (method: string, path: string, body?: unknown) =>
      call(server, method, `/api/alerts/${path}`, desk, body)
  }
  return { service, again, request: await signedIn(service), signedIn }
}

describe('the REST interface of channels', { timeout: 60_000 }, () => {
  it('creates, changes, tests and removes channels, and never sends a secret', async () => {
    const receiver = await startReceiver(status(200, {}, 'hello'))
    const { request } = await startDesk()
    const texts: string[] = []
    const send = async (...parts: Parameters<typeof request>) => {
      const reply = await request(...parts)
      texts.push(reply.text)
      return reply
    }
    const secret = receiver.url.replace('/hook', '/secret-path')
    const created = await send('POST', 'channels', webhook(secret))
    expect(created.status).toBe(201)
    expect(Channel.parse(JSON.parse(created.text))).toMatchObject({
      ...{ key: 'pager', host: '127.0.0.1', hasSigningKey: true, isEnabled: true, createdBy: user.username },
    })
    expect((await send('POST', 'channels', webhook(secret))).status).toBe(409)
    const changed = await send('PUT', 'channels/pager', { signingKey: otherKey, name: 'New' })
    const { previousKeyUntil, ...rest } = Channel.parse(JSON.parse(changed.text))
    expect(rest).toMatchObject({ name: 'New', host: '127.0.0.1' })
    expect(previousKeyUntil).toBeGreaterThan(Date.now())
    const tested = await send('POST', 'channels/pager/test')
    expect(Delivery.parse(JSON.parse(tested.text))).toMatchObject({ outcome: 'delivered', response: 'hello' })
    expect(receiver.received).toMatchObject([{ path: '/secret-path' }])
    expect(String(receiver.received[0]?.headers['webhook-signature']).split(' ')).toHaveLength(2)
    const ended = await send('PUT', 'channels/pager', { endsPreviousKey: true, isEnabled: false })
    expect(JSON.parse(ended.text)).toMatchObject({ previousKeyUntil: null, offReason: 'switched-off' })
    const log = DeliveryList.parse(JSON.parse((await send('GET', 'channels/pager/deliveries')).text))
    const [delivery] = log.deliveries
    expect(log.deliveries).toHaveLength(1)
    expect((await send('POST', `deliveries/${delivery?.id ?? ''}/again`)).status).toBe(409)
    await send('PUT', 'channels/pager', { isEnabled: true })
    expect(await send('POST', `deliveries/${delivery?.id ?? ''}/again`)).toMatchObject({
      ...{ status: 202, text: JSON.stringify({ webhookId: delivery?.webhookId }) },
    })
    await expect.poll(() => receiver.received.length).toBe(2)
    const [first, second] = receiver.received
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
    const list = ChannelList.parse(JSON.parse((await send('GET', 'channels')).text))
    expect(list).toMatchObject({ mayEdit: true, channels: [{ key: 'pager' }] })
    expect((await send('DELETE', 'channels/pager')).status).toBe(204)
    expect((await send('DELETE', 'channels/pager')).status).toBe(404)
    expect((await send('GET', 'channels/pager/deliveries')).status).toBe(404)
    expect(texts.join('\n')).not.toMatch(/secret-path|whsec_|AwMDAwMD|BAQEBAQE/)
  })

  it('refuses bad input in plain words, and saves nothing of it', async () => {
    const { request } = await startDesk({ WEBHOOK_ALLOW: '' })
    const good = webhook('https://hooks.example.com/x')
    const { address: _address, ...withoutAddress } = good
    const { signingKey: _key, ...withoutKey } = good
    const bodies: readonly [unknown, string][] = [
      [withoutAddress, '"field":"address"'],
      [{ ...good, address: '' }, '"field":"address"'],
      [{ ...good, address: 'https://ann:pw@hooks.example.com/x' }, 'without a user name'],
      [{ ...good, address: 'http://hooks.example.com/x' }, 'an https address'],
      [{ ...good, address: 'https://hooks.example.com:8443/x' }, 'port 443'],
      [{ ...good, address: 'https://169.254.169.254/latest' }, 'a public address'],
      [{ ...good, address: 'https://[::ffff:10.0.0.1]/' }, 'a public address'],
      [{ ...good, key: 'No Spaces' }, 'key: 1 to 64'],
      [withoutKey, 'a signing key for a webhook'],
      [{ ...good, kind: 'slack' }, 'none for Slack and Teams'],
      [{ ...good, signingKey: 'whsec_c2hvcnQ=' }, 'whsec_ and 24 to 64 bytes'],
      [{ ...good, more: 1 }, '"field":"more"'],
    ]
    for (const [body, message] of bodies) {
      const reply = await request('POST', 'channels', body)
      expect([reply.status, reply.text]).toEqual([400, expect.stringContaining(message)])
      expect(reply.text).not.toContain('pw@')
    }
    expect((await request('POST', 'channels', { ...good, name: 'x'.repeat(5_000_000) })).status).toBe(413)
    expect(JSON.parse((await request('GET', 'channels')).text)).toEqual({ channels: [], mayEdit: true })
    await request('POST', 'channels', good)
    const second = { ...good, key: 'second' }
    expect((await request('POST', 'channels', second)).text).toContain('a key that no other channel has')
  })

  it('keeps channels and their secrets over a restart', async () => {
    const { service, again, signedIn, request } = await startDesk()
    await request('POST', 'channels', { ...webhook('https://hooks.example.com/x') })
    await service.close()
    const restarted = await again()
    const desk = await signedIn(restarted)
    expect(JSON.parse((await desk('GET', 'channels')).text)).toMatchObject({
      channels: [{ key: 'pager', problem: null }],
    })
  })

  it('answers a person without administrator access 403, except for the list', async () => {
    const { request } = await startDesk({ ADMIN_USERS: 'somebody.else@wallboard.test' })
    expect(JSON.parse((await request('GET', 'channels')).text)).toEqual({ channels: [], mayEdit: false })
    for (const [method, path, body] of [
      ['POST', 'channels', webhook('https://hooks.example.com/x')],
      ['PUT', 'channels/pager', { name: 'x' }],
      ['DELETE', 'channels/pager'],
      ['POST', 'channels/pager/test'],
      ['GET', 'channels/pager/deliveries'],
      ['POST', 'deliveries/x/again'],
    ] as const)
      expect((await request(method, path, body)).status).toBe(403)
  })
})
