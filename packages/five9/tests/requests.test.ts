import { createSimulator } from '@wallboard/simulator'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import {
  Aborted,
  createFive9Client,
  defineMethod,
  RequestRefused,
  UnexpectedReply,
  type Five9ClientOptions,
  type RequestLog,
  type ResponseLog,
} from '../src/index.ts'
import { isTrustedAddress } from '../src/login-address.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

interface Received {
  readonly route: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A server of Five9's that answers as the test says, with what it received. */
async function server(answer: (route: string, response: ServerResponse) => void) {
  const received: Received[] = []
  const http = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString('latin1')))
    request.on('end', () => {
      const route = `${request.method ?? ''} ${request.url ?? ''}`
      received.push({ route, headers: request.headers, body })
      answer(route, response)
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    http.closeAllConnections()
    http.close()
  })
  return { received, origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}` }
}

const methods = {
  Recording: defineMethod({
    http: 'GET',
    context: '/strsvcs',
    path: '/agents/{agentUserId}/recordings/{recordingId}?download=true',
    reply: 'bytes',
    headers: { 'X-Program': 'test' },
  }),
  AgentNote: defineMethod({ http: 'GET', context: '/appsvcs', path: '/users/{userId}/note', reply: 'text' }),
  Refused: defineMethod({ http: 'GET', path: '/refused' }),
  Slow: defineMethod({ http: 'GET', path: '/slow' }),
}
const account = { tokenId: 'sesame-token', sessionId: 'web-session', orgId: '1', userId: '2' }

/** A signed-in client, its host and its cloud host. */
async function signedIn(options: Partial<Five9ClientOptions> = {}) {
  const cloud = await server((_route, response) => response.end('{"access_token":"jwt","expires_in":"60"}'))
  const host = await server((route, response) => {
    if (route.endsWith('/auth/login')) {
      response.setHeader('set-cookie', ['Authorization=Bearer-sesame-token; Path=/', 'farmId=3; Path=/'])
      response.end(
        JSON.stringify({ ...account, context: { farmId: '3', cloudClientUrl: `${cloud.origin}/` } }),
      )
    } else if (route.includes('/recordings/')) response.end(Buffer.from([0, 255, 10]))
    else if (route.includes('/note')) response.end('"not JSON')
    else if (route.includes('/refused'))
      response.writeHead(435).end('{"five9ExceptionDetail":{"message":"token sesame-token, newer-password"}}')
    else if (!route.includes('/slow')) response.end('[]')
  })
  const client = createFive9Client({
    loginUrl: `${host.origin}/appsvcs/rs/svc/auth/login`,
    credentials: { username: 'u', password: 'open-door' },
    appKey: 'test',
    now: () => 7_000,
    ...options,
    supervisorMethods: methods,
  })
  await client.signIn()
  return { client, host, cloud, last: () => host.received.at(-1) }
}

describe('a method', () => {
  it('is sent to its service with its headers, and resolves with bytes', async () => {
    const { client, last } = await signedIn()
    const bytes = await client.supervisor.Recording({
      path: { agentUserId: '5', recordingId: '9' },
      headers: { 'x-trace': 'abc' },
    })
    expect([...bytes]).toEqual([0, 255, 10])
    expect(last()).toMatchObject({
      route: 'GET /strsvcs/rs/svc/agents/5/recordings/9?download=true',
      headers: { 'x-program': 'test', 'x-trace': 'abc', authorization: 'Bearer-sesame-token', farmid: '3' },
    })
  })

  it('resolves with text, also when a reply without a known form is not JSON', async () => {
    const { client, last } = await signedIn()
    expect(await client.supervisor.AgentNote()).toBe('"not JSON')
    expect(last()?.route).toBe('GET /appsvcs/rs/svc/users/2/note')
    expect(await client.agent.GetInteractionNotes({ path: { interactionId: '1' } })).toBe('"not JSON')
  })

  it('sends a file as it is', async () => {
    const { client, last } = await signedIn()
    await client.agent.UploadPersonalGreeting({ body: new Uint8Array([1, 200]) })
    expect(last()).toMatchObject({
      body: '\u0001\u00c8',
      headers: { 'content-type': 'application/octet-stream' },
    })
  })

  it('reaches the cloud address of the login with the session’s token, or with that of the caller', async () => {
    const { client, cloud } = await signedIn()
    const { access_token } = await client.supervisor.ExchangeFdmToken()
    await client.supervisor.GetCloudUiPermissions({ headers: { Authorization: `Bearer ${access_token}` } })
    expect(cloud.received).toMatchObject([
      {
        route: 'POST /cloudauthsvcs/v1/domains/1/exchangefdmtoken',
        headers: { authorization: 'Bearer-sesame-token', 'f9-transaction-id': 'test_7' },
      },
      { route: 'GET /acl/v1/domains/1/my-ui-permissions', headers: { authorization: 'Bearer jwt' } },
    ])
  })

  it('is not sent when Five9 named no cloud address', async () => {
    const host = await server((_route, response) =>
      response.end(JSON.stringify({ ...account, context: { farmId: '3', cloudClientUrl: null } })),
    )
    const client = createFive9Client({
      loginUrl: `${host.origin}/appsvcs/rs/svc/auth/login`,
      credentials: { username: 'u', password: 'p' },
    })
    await client.signIn()
    await expect(client.supervisor.ExchangeFdmToken()).rejects.toThrow(UnexpectedReply)
    expect(host.received).toHaveLength(1)
  })

  it.each([
    'https://evil.test',
    'https://five9.net.evil.test',
    'http://api.prod.us.five9.net',
    'https://u@five9.net',
  ])('sends nothing to the cloud address %s', async (cloudClientUrl) => {
    const sent: string[] = []
    const client = createFive9Client({
      credentials: { username: 'u', password: 'p' },
      fetch: (url) => {
        sent.push(url)
        return Promise.resolve(
          new Response(JSON.stringify({ ...account, context: { farmId: 1, cloudClientUrl } })),
        )
      },
    })
    await client.signIn()
    await expect(client.supervisor.ExchangeFdmToken()).rejects.toThrow(/does not belong to Five9/)
    expect(sent).toEqual(['https://app.five9.com/appsvcs/rs/svc/auth/login'])
  })

  it('is cancelled by its signal, before the request or during it', async () => {
    const { client, host } = await signedIn()
    const before = host.received.length
    const cancelled = await client.supervisor
      .Slow({ signal: AbortSignal.abort('enough') })
      .catch((e: unknown) => e)
    expect(cancelled).toBeInstanceOf(Aborted)
    expect(cancelled).toMatchObject({
      name: 'AbortError',
      code: 'aborted',
      retryable: false,
      cause: 'enough',
    })
    expect(host.received).toHaveLength(before)
    const controller = new AbortController()
    const slow = client.supervisor.Slow({ signal: controller.signal })
    await expect.poll(() => host.received.length).toBe(before + 1)
    controller.abort()
    await expect(slow).rejects.toThrow(Aborted)
    expect(host.received).toHaveLength(before + 1)
  })
})

describe('the credentials of a request', () => {
  it('are the cookies alone without the header Authorization', async () => {
    const { client, last } = await signedIn({ sendAuthorization: false })
    await client.supervisor.GetAlerts()
    expect(last()?.headers).toMatchObject({
      cookie: 'Authorization=Bearer-sesame-token; farmId=3',
      farmid: '3',
    })
    expect(last()?.headers.authorization).toBeUndefined()
  })

  it('are the cookies alone on an event socket too', async () => {
    const simulator = await createSimulator({ queues: 2, agents: 4 })
    try {
      const client = createFive9Client({
        loginUrl: simulator.loginUrl,
        credentials: { username: 'demo@wallboard.test', password: 'demo' },
        sendAuthorization: false,
      })
      await client.signIn()
      await client.startSession('supervisor')
      const seen: string[] = []
      client.on('SERVER_CONNECTED', ({ id }) => void seen.push(id))
      const socket = await client.openSocket('supervisor', 'cookies', { onClosed: () => undefined })
      await expect.poll(() => seen).toEqual(['1010'])
      socket.close()
    } finally {
      await simulator.close()
    }
  })

  it.each([
    ['https://app-atl.five9.com/x', true],
    ['https://api.prod.eu.five9.net/x', true],
    ['http://app.five9.com/x', false],
    ['https://five9.com.evil.test/x', false],
    ['https://evilfive9.net/x', false],
    ['https://127.0.0.1/x', false],
    ['https://user:pass@app.five9.com/x', false],
  ])('go to %s: %s', (url, isTrusted) => {
    expect(isTrustedAddress(new URL(url), new URL('https://app.five9.com/login'))).toBe(isTrusted)
  })
})

describe('a custom fetch', () => {
  it('sends the requests and is asked not to follow redirects', async () => {
    const redirects: string[] = []
    const { client, host } = await signedIn({
      fetch: (url, init) => {
        redirects.push(init.redirect)
        return fetch(url, init)
      },
    })
    await client.supervisor.GetAlerts()
    expect(redirects).toEqual(['manual', 'manual'])
    expect(host.received).toHaveLength(2)
  })
})

describe('the log of requests', () => {
  const credentialsIn = ['sesame-token', 'open-door', 'web-session', 'old-password', 'newer-password', 'jwt']

  it('names method, address, status and bodies, and holds no credentials', async () => {
    const requests: RequestLog[] = []
    const replies: ResponseLog[] = []
    const { client } = await signedIn({
      onRequest: (request) => requests.push(request),
      onResponse: (reply) => replies.push(reply),
    })
    await client.supervisor.ExchangeFdmToken()
    await client.agent.ChangePassword({
      body: { oldPassword: 'old-password', newPassword: 'newer-password' },
    })
    await client.supervisor.CreateAlert({
      body: { name: 'Waiting', note: 'sesame-token', list: [{ apiKey: 'jwt' }] },
    })
    expect(requests.map(({ name, method }) => `${method} ${name}`)).toEqual([
      'POST Login',
      'POST ExchangeFdmToken',
      'PUT ChangePassword',
      'POST CreateAlert',
    ])
    expect(requests[0]).toMatchObject({
      headers: { 'content-type': 'application/json' },
      body: { passwordCredentials: { username: 'u', password: '***' }, appKey: 'test' },
    })
    expect(requests[1]?.headers).toMatchObject({ authorization: '***', cookie: '***', farmid: '3' })
    expect(requests[3]?.body).toEqual({ name: 'Waiting', note: '***', list: [{ apiKey: '***' }] })
    expect(replies[0]).toMatchObject({
      name: 'Login',
      status: 200,
      headers: { 'set-cookie': '***' },
      body: { tokenId: '***', userId: '2' },
      durationMs: expect.any(Number) as number,
    })
    const log = JSON.stringify([requests, replies])
    for (const secret of credentialsIn) expect(log).not.toContain(secret)
  })

  it('is not a reason for a call to fail', async () => {
    const fail = () => {
      throw new Error('the disk is full')
    }
    const { client } = await signedIn({
      onRequest: fail,
      onResponse: () => Promise.reject(new Error('full')),
    })
    expect(await client.supervisor.GetAlerts()).toEqual([])
  })

  it('and errors hold no password of a body that Five9 repeats', async () => {
    const { client } = await signedIn()
    const error = await client.supervisor.Refused().catch((cause: unknown) => cause)
    expect(error).toBeInstanceOf(RequestRefused)
    expect(String(error)).toContain('token ***')
  })
})
