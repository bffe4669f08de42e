import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { createService, type Service } from '../src/app/service.ts'
import { connect, signIn, start, user } from './bff-fixture.ts'
import { call, pair, newDisplayBody, connectDisplay } from './display-fixture.ts'

/** Sends a request with exactly this target and these headers. */
async function raw(service: Service, target: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; text: string; type: string }>((resolve, reject) => {
    request({ port: service.port, host: '127.0.0.1', path: target, headers, method }, (response) => {
      let text = ''
      response.on('data', (chunk) => (text += String(chunk)))
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, text, type: response.headers['content-type'] ?? '' })
      })
    })
      .on('error', reject)
      .end()
  })
}

const tls = { 'x-forwarded-proto': 'https' }

describe(createService, () => {
  it('answers an unknown host name with the variable to set, and probes by any name', async () => {
    const { service } = await start({}, { ALLOWED_HOSTS: 'wall.example.com' })
    const refused = await raw(service, '/api/session', { host: 'rebound.evil.test' })
    expect(refused).toMatchObject({ status: 421 })
    expect(refused.text).toMatch(/unknown-host.*rebound\.evil\.test.*ALLOWED_HOSTS/)
    expect((await raw(service, '/healthz', { host: 'rebound.evil.test' })).status).toBe(200)
    for (const host of ['wall.example.com', 'localhost:1', '192.0.2.1', '[::1]:8080'])
      expect((await raw(service, '/api/session', { host })).status).toBe(200)
  })

  it('refuses an upgrade with an unknown host name', async () => {
    const { service } = await start()
    const { cookie } = await signIn(service)
    const headers = {
      ...{ host: 'rebound.evil.test', origin: 'http://rebound.evil.test', cookie },
      ...{ connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' },
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    }
    expect((await raw(service, '/api/live', headers)).status).toBe(403)
  })

  it('distinguishes a proxy that rewrites Host from another site, and accepts one that sends the original', async () => {
    const { service } = await start({}, { TRUST_PROXY: 'loopback', ALLOWED_HOSTS: 'wall.example.com' })
    const own = { origin: 'https://wall.example.com', 'content-type': 'application/json' }
    const ask = async (headers: Record<string, string>) =>
      fetch(`${service.url}/api/pairing`, {
        method: 'POST',
        headers: { ...own, ...headers },
        body: '{"width":1,"height":1}',
      })
    const rewritten = await ask({ 'sec-fetch-site': 'same-origin' })
    expect([rewritten.status, await rewritten.text()]).toEqual([
      403,
      expect.stringMatching(/"host-rewritten".*wall\.example\.com.*127\.0\.0\.1.*proxy_set_header Host/),
    ])
    const foreign = await ask({ 'sec-fetch-site': 'cross-site' })
    expect([foreign.status, await foreign.text()]).toEqual([403, expect.stringMatching(/"foreign-origin"/)])
    expect((await ask({ 'x-forwarded-host': 'wall.example.com' })).status).toBe(201)
  })

  it('[row 39] accepts only the __Host- cookie over TLS and only the plain one without, and clears both', async () => {
    const { service } = await start({}, { TRUST_PROXY: 'loopback' })
    const plain = (await signIn(service)).cookie
    const secure = (await signIn(service, user, tls)).cookie
    expect([plain, secure]).toEqual([
      expect.stringMatching(/^wallboard_session=/),
      expect.stringMatching(/^__Host-wallboard_session=/),
    ])
    const status = async (cookie: string, headers: Record<string, string> = {}) =>
      (await raw(service, '/api/boards', { cookie, ...headers })).status
    expect([await status(plain), await status(plain, tls)]).toEqual([200, 401])
    expect([await status(secure), await status(secure, tls)]).toEqual([401, 200])
    const out = await fetch(`${service.url}/api/session`, {
      method: 'DELETE',
      headers: { cookie: secure, origin: service.url, ...tls },
    })
    expect(out.headers.getSetCookie().map((each) => each.split('=')[0])).toEqual([
      'wallboard_session',
      '__Host-wallboard_session',
    ])
  })

  it('sends HSTS for a year over TLS, and its policies with every reply', async () => {
    const { service } = await start({}, { TRUST_PROXY: 'loopback' })
    const headersOf = async (path: string, headers: Record<string, string> = {}) =>
      (await fetch(`${service.url}${path}`, { headers })).headers
    expect((await headersOf('/api/session')).get('strict-transport-security')).toBeNull()
    expect((await headersOf('/api/session', tls)).get('strict-transport-security')).toBe(
      'max-age=31536000; includeSubDomains',
    )
    for (const path of ['/api/session', '/healthz', '/nowhere', '/assets/none.js']) {
      const headers = await headersOf(path)
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('permissions-policy')).toContain('camera=()')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
    }
  })

  it.each([
    '/nowhere',
    '/.git/config',
    '/.env',
    '/index.php',
    '/..%2f..%2fetc/passwd',
    '/api/nowhere',
    '/assets',
    '/api/live',
    '*',
  ])('answers %s with its own 404', async (target) => {
    const { service } = await start()
    const answer = await raw(service, target)
    expect(answer.status).toBe(404)
    expect(answer.text).not.toContain('Cannot GET')
    expect(answer.type).toMatch(/^\/(?:api\/|assets)/.test(target) ? /json/ : /html/)
  })

  it('listens on an IPv6 address and reports a valid URL', async () => {
    const { service } = await start({}, { HOST: '[::1]' })
    expect(service.url).toBe(`http://[::1]:${service.port}`)
    expect((await signIn(service)).status).toBe(200)
  })

  it('[row 40] counts each of many codes that are guessed at once', async () => {
    const { service } = await start()
    const { desk } = await pair(service)
    const guesses = Array.from({ length: 100 }, (_each, index) => {
      const code = `BBBB-${'BCDFGHJKLM'.charAt(index % 10)}BBB`
      return index % 2 === 0
        ? call(service, 'GET', `/api/pairing/${code}`, desk)
        : call(service, 'POST', '/api/displays', desk, newDisplayBody(code))
    })
    const statuses = (await Promise.all(guesses)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 404)).toHaveLength(5)
    expect(statuses.filter((status) => status === 429)).toHaveLength(95)
  })
})

describe.each(['the proxy passes it on', 'the proxy removes it'])('BASE_PATH, when %s', (how) => {
  it('applies to requests, sockets and cookies', async () => {
    const { service } = await start({}, { BASE_PATH: '/wallboard', ALLOWED_HOSTS: 'intranet.example.com' })
    const origin = service.url.slice(0, -'/wallboard'.length)
    const through: Service = { ...service, url: how.includes('on') ? service.url : origin }
    const { desk, screen } = await pair(through)
    expect(desk).toMatch(/^wallboard_session_wallboard=/)
    expect((await signIn(through)).setCookie).toMatch(/Path=\/wallboard;/)
    expect((await call(through, 'GET', '/api/boards', desk)).status).toBe(200)
    const wall = connectDisplay(through, screen)
    const own = connect(through, desk, { origin })
    await expect.poll(() => own.count('snapshot')).toBeGreaterThan(0)
    await expect.poll(() => wall.last('snapshot')).toBeDefined()
  })
})
