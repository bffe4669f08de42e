import { describe, expect, it } from 'vitest'
import { createFive9Client } from './create-client.ts'
import {
  BadInput,
  DomainMoved,
  DuplicateLogin,
  NotSignedIn,
  PermissionDenied,
  RequestRefused,
  WrongLoginState,
} from './errors.ts'
import { backOffMs } from './supervisor-session/back-off.ts'
import { isTrustedHost, loginAddress } from './login-address.ts'
import { fillPath } from './rest/prepare-call.ts'
import { errorOf, retryAtMs } from './rest/reply-errors.ts'
import { maxSteps, nextStep } from './login/session-state.ts'
import { startSession } from './login/start-session.ts'
import { apiOrigin, identityAfterMove, identityOf, LoginReply } from './login/sign-in-reply.ts'
import { parseFrame, type Five9Event } from './events/index.ts'
import { createEventHandlers, EventHandler } from './socket/event-handlers.ts'

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
  ])('in %s with %j continues with %s', (state, sessionContext, kind) => {
    expect(nextStep(state, sessionContext).kind).toBe(kind)
  })
})

describe(errorOf, () => {
  const envelope = (detail: unknown) => JSON.stringify({ five9ExceptionDetail: detail })
  it('reads errorCode, contextCode and message, and keeps the request’s name', () => {
    const text = envelope({
      errorCode: 3,
      message: 'Improper agent login state SELECT_STATION while calling it. Allowed is WORKING',
      context: { contextCode: 'LOGIN' },
    })
    const error = errorOf('DomainQueues', 435, text)
    expect(error).toBeInstanceOf(WrongLoginState)
    expect(error).toMatchObject({ state: 'SELECT_STATION', retryable: true })
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
    [403, '', PermissionDenied],
    [435, envelope({ errorCode: 5001, context: { farmId: '71' } }), DomainMoved],
    [435, envelope({ errorCode: 3, context: { contextCode: 'OTHER' } }), RequestRefused],
    [435, envelope({ errorCode: 500, message: 'Internal Server Error' }), RequestRefused],
    [502, '<html>bad gateway</html>', RequestRefused],
    [435, envelope({ errorCode: 'three', message: 7, context: 'no' }), RequestRefused],
  ])('reads %i %s', (status, text, kind) => {
    expect(errorOf('X', status, text)).toBeInstanceOf(kind)
  })
})

describe(retryAtMs, () => {
  const now = Date.parse('2026-01-01T12:00:00Z')
  const theirs = 'Thu, 01 Jan 2026 11:00:00 GMT' // an hour behind us
  const at = (headers: Record<string, string>, text = '') => retryAtMs(new Headers(headers), text, now) - now
  it.each([
    [{ 'retry-after': '7' }, '', 7_000],
    [{ 'retry-after': 'Thu, 01 Jan 2026 11:00:30 GMT', date: theirs }, '', 30_000],
    [{ date: theirs }, JSON.stringify({ resetEpochSeconds: Date.parse(theirs) / 1_000 + 12 }), 12_000],
    [{}, JSON.stringify({ resetEpochSeconds: now / 1_000 - 99 }), 0],
    [{ 'retry-after': 'soon' }, '<html>', 5_000],
    [{}, '', 5_000],
  ])('reads %j and %j', (headers, text, ms) => {
    expect(at(headers, text)).toBe(ms)
  })
})

describe('a reason from Five9', () => {
  it('is truncated and contains no secret', () => {
    const message = `no entry for hush-hush with Bearer-t0ken ${'x'.repeat(10_000)}`
    const text = JSON.stringify({ five9ExceptionDetail: { message } })
    const error = errorOf('X', 435, text, ['hush-hush', 't0ken'])
    expect(error.message).toContain('no entry for *** with Bearer-***')
    expect(error.message.length).toBeLessThan(400)
  })
})

describe(loginAddress, () => {
  it('uses the address of the region unless loginUrl is set', () => {
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

  it('[row 46] trusts Five9’s hosts with a token, and loopback only after a sign-in there', () => {
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
    LoginReply.parse({
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

  it('[row 4, 46] follows a move to a host of Five9 and to no other host', () => {
    const identity = identityOf(reply([centre(true, 'app-atl.five9.com')]), login)
    if (identity === undefined) throw new Error('the reply names a host of Five9’s')
    const moved = identityAfterMove(identity, { dataCenters: [centre(true, 'app-scl.five9.com')] }, login)
    expect(moved).toEqual({ ...identity, origin: 'https://app-scl.five9.com' })
    for (const metadata of [
      { dataCenters: [centre(true, 'evil.test')] },
      { dataCenters: [centre(true, 'app.five9.com@evil.test')] },
      { dataCenters: [] },
      'IDLE_MAINTENANCE',
      null,
    ]) {
      expect(identityAfterMove(identity, metadata, login)).toBeUndefined()
    }
  })

  it('is undefined when the metadata names a host that is not Five9’s', () => {
    expect(apiOrigin(reply([centre(true, 'evil.test')]), login)).toBeUndefined()
  })
})

describe(createEventHandlers, () => {
  const eventOf = (eventId: string): Five9Event => {
    const parsed = parseFrame(JSON.stringify({ context: { eventId } }))
    if (!parsed.ok) throw new Error(parsed.reason)
    return parsed.event
  }

  it('calls a class that handles several event ids for each of them, until it is removed', () => {
    const handlers = createEventHandlers(() => undefined)
    const seen: string[] = []
    class Statistics extends EventHandler {
      readonly eventId = ['5000', 'EVENT_INCREMENTAL_STATS_UPDATE'] as const
      handle({ context }: Five9Event) {
        seen.push(context.eventId)
      }
    }
    const remove = handlers.on(new Statistics())
    for (const eventId of ['5000', '5012', '5001']) handlers.dispatch(eventOf(eventId))
    expect(seen).toEqual(['5000', '5012'])
    remove()
    for (const eventId of ['5000', '5012']) handlers.dispatch(eventOf(eventId))
    expect(seen).toHaveLength(2)
  })
})

describe('bad input', () => {
  it('is refused before anything is sent', () => {
    const credentials = { username: '', password: 'x' }
    expect(() => createFive9Client({ credentials })).toThrow(BadInput)
    const method = { name: 'M', path: '/a/{b}', query: ['q'] }
    expect(() => fillPath(method, {}, {})).toThrow(/b/)
    expect(() => fillPath(method, {}, { path: { b: '..' } })).toThrow(BadInput)
    expect(fillPath(method, {}, { path: { b: 'x/y' }, query: { q: '1 2' } })).toBe('/a/x%2Fy?q=1+2')
    const handlers = createEventHandlers(() => undefined)
    for (const eventId of ['', [], ['5000', ''], '9999', 'EVENT_STAT', 5000, { unknownEventId: '' }])
      // @ts-expect-error -- a caller without types
      expect(() => handlers.on(eventId, () => undefined)).toThrow(BadInput)
  })

  it('is refused before a sign-in', async () => {
    const client = createFive9Client({ credentials: { username: 'u', password: 'p' } })
    // @ts-expect-error -- a caller without types
    await expect(client.agent.GetCampaign()).rejects.toThrow(/path parameter campaignId/)
    // @ts-expect-error -- a caller without types
    await expect(client.agent.SetActiveSkills({ body: 'all' })).rejects.toThrow(BadInput)
    expect(() => createFive9Client({ credentials: { accessToken: '' } })).toThrow(BadInput)
    expect(() =>
      createFive9Client({ credentials: { username: 'u', password: 'p' }, loginUrl: 'five9' }),
    ).toThrow(BadInput)
  })
})

describe(startSession, () => {
  const options = {
    role: 'supervisor' as const,
    force: false,
    acceptsNotices: false,
    activeSkillIds: [],
    unauthorizedPolls: 0,
  }
  function sessionThatSays(states: readonly string[]) {
    const left = [...states]
    const waits: number[] = []
    const done = () => Promise.resolve()
    const calls = {
      loginState: () => Promise.resolve(left.length > 1 ? (left.shift() ?? '') : (left[0] ?? '')),
      start: done,
      restart: done,
      notices: () => Promise.resolve([]),
      acceptNotice: done,
      chooseSkills: done,
    }
    const wait = (ms: number) => {
      waits.push(ms)
      return Promise.resolve()
    }
    return { started: startSession(calls, { ...options, wait }), waits }
  }

  it('gives a step time to take effect instead of repeating it at once', async () => {
    const { started, waits } = sessionThatSays(['RELOGIN', 'RELOGIN', 'RELOGIN', 'WORKING'])
    expect(await started).toEqual({ wasRunning: false })
    expect(waits).toEqual([250])
  })

  it('fails on a state that stays, as a transient failure', async () => {
    const { started, waits } = sessionThatSays(['RELOGIN'])
    await expect(started).rejects.toMatchObject({ code: 'session-stuck', retryable: true })
    expect(waits).toHaveLength(maxSteps)
  })

  it('needs a person for an unknown state', async () => {
    const { started } = sessionThatSays(['LUNCH'])
    await expect(started).rejects.toMatchObject({ code: 'session-stuck', retryable: false })
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
