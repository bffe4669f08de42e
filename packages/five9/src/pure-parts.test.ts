import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createFive9Client } from './client.ts'
import { BadInput, DuplicateLogin, NotSignedIn, RequestRefused } from './errors.ts'
import { backOffMs } from './live/back-off.ts'
import { isTrustedHost, loginAddress } from './login-address.ts'
import { defineMethod, fillPath } from './methods/definition.ts'
import { errorOf } from './methods/exchange.ts'
import { maxSteps, nextStep } from './session/session-state.ts'
import { apiOrigin, SignInReply } from './session/sign-in-reply.ts'
import { createEventHandlers } from './socket/event-handlers.ts'

describe(nextStep, () => {
  const context = { role: 'supervisor' as const, acceptsNotices: false, stepsTaken: 0 }
  it.each([
    ['WORKING', context, 'done'],
    ['SELECT_STATION', context, 'start'],
    ['RELOGIN', context, 'restart'],
    ['ACCEPT_NOTICE', context, 'fail'],
    ['ACCEPT_NOTICE', { ...context, acceptsNotices: true }, 'accept-notices'],
    ['SELECT_SKILLS', context, 'fail'],
    ['SELECT_SKILLS', { ...context, role: 'agent' as const }, 'choose-skills'],
    ['LUNCH', context, 'fail'],
    ['SELECT_STATION', { ...context, stepsTaken: maxSteps }, 'fail'],
  ])('in %s with %j goes on with %s', (state, given, kind) => {
    expect(nextStep(state, given).kind).toBe(kind)
  })
})

describe(errorOf, () => {
  const envelope = (detail: unknown) => JSON.stringify({ five9ExceptionDetail: detail })
  it('reads errorCode, contextCode and message, and keeps the request’s name', () => {
    const text = envelope({
      errorCode: 3,
      message: 'Improper agent login state',
      context: { contextCode: 'LOGIN' },
    })
    const error = errorOf('DomainQueues', 435, text)
    expect(error).toBeInstanceOf(RequestRefused)
    expect(error.detail).toEqual({
      status: 435,
      errorCode: 3,
      contextCode: 'LOGIN',
      requestName: 'DomainQueues',
    })
    expect(error.message).toContain('Improper agent login state')
  })

  it.each([
    [435, envelope({ context: { contextCode: 'DUPLICATE_LOGIN' } }), DuplicateLogin],
    [401, '', NotSignedIn],
    [502, '<html>bad gateway</html>', RequestRefused],
    [435, envelope({ errorCode: 'three', message: 7, context: 'no' }), RequestRefused],
  ])('reads %i %s', (status, text, kind) => {
    expect(errorOf('X', status, text)).toBeInstanceOf(kind)
  })
})

describe(loginAddress, () => {
  it('takes the region’s address unless one is given', () => {
    expect(loginAddress({}).host).toBe('app.five9.com')
    expect(loginAddress({ region: 'FRK', loginUrl: 'http://127.0.0.1:9/login' }).host).toBe('127.0.0.1:9')
  })

  it.each([
    'nonsense',
    'http://app.five9.com/login',
    'http://127.0.0.1.evil.test/',
    'https://u:p@app.five9.com/',
  ])('refuses %s', (loginUrl) => {
    expect(() => loginAddress({ loginUrl })).toThrow(BadInput)
  })

  it('trusts Five9’s hosts with a token, and loopback only after a sign-in there', () => {
    const real = new URL('https://app.five9.com/')
    expect(isTrustedHost('app-atl.five9.com', real)).toBe(true)
    expect(isTrustedHost('five9.com.evil.test', real)).toBe(false)
    expect(isTrustedHost('127.0.0.1', real)).toBe(false)
    expect(isTrustedHost('localhost', new URL('http://127.0.0.1:1/'))).toBe(true)
  })
})

describe(apiOrigin, () => {
  const login = new URL('https://app.five9.com/appsvcs/rs/svc/auth/login')
  const reply = (dataCenters: unknown) =>
    SignInReply.parse({
      tokenId: 't',
      orgId: 1,
      userId: 2,
      context: { farmId: 149 },
      metadata: { dataCenters },
    })
  const centre = (active: boolean, host: string) => ({ active, apiUrls: [{ host, port: '443' }] })

  it('is the active data centre’s, else the first’s, else the login host’s', () => {
    expect(
      apiOrigin(reply([centre(false, 'app-scl.five9.com'), centre(true, 'app-atl.five9.com')]), login),
    ).toBe('https://app-atl.five9.com')
    expect(apiOrigin(reply([centre(false, 'app-scl.five9.com')]), login)).toBe('https://app-scl.five9.com')
    expect(apiOrigin(reply('broken'), login)).toBe('https://app.five9.com')
  })

  it('is nobody’s when the metadata names a stranger', () => {
    expect(apiOrigin(reply([centre(true, 'evil.test')]), login)).toBeUndefined()
  })
})

describe('bad input', () => {
  it('is refused before anything is sent', () => {
    const credentials = { username: '', password: 'x' }
    expect(() => createFive9Client({ credentials })).toThrow(BadInput)
    const method = defineMethod({ name: 'M', http: 'GET', path: '/a/{b}', response: z.unknown() })
    expect(() => fillPath(method, {}, {})).toThrow(/b/)
    expect(fillPath(method, { b: 'x/y' }, { query: { q: '1 2' } })).toBe('/a/x%2Fy?q=1+2')
    const handlers = createEventHandlers(() => undefined)
    expect(() => handlers.on('', () => undefined)).toThrow(BadInput)
  })
})

describe(backOffMs, () => {
  it('doubles to thirty seconds, with jitter', () => {
    expect([0, 1, 2, 9, 99].map((attempt) => backOffMs(attempt, 1))).toEqual([
      1_000, 2_000, 4_000, 30_000, 30_000,
    ])
    expect(backOffMs(0, 0)).toBe(500)
  })
})
