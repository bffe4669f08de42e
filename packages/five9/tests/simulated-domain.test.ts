import { setTimeout as delay } from 'node:timers/promises'
import { createSimulator, type Simulator, type SimulatorOptions } from '@wallboard/simulator'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  createFive9Client,
  createSupervisorSession,
  CredentialsRefused,
  defineMethod,
  DuplicateLogin,
  EventHandler,
  NotSignedIn,
  SessionStuck,
  Unreachable,
  type Five9ClientOptions,
  type SessionNotice,
} from '../src/index.ts'
import type { Five9Event } from '../src/events/index.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function domain(options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const simulator = await createSimulator({ queues: 3, agents: 10, ...options })
  closing.push(() => simulator.close())
  return simulator
}

const credentials = { username: 'demo@wallboard.test', password: 'demo' }
const clientOf = (simulator: Simulator, options: Partial<Five9ClientOptions> = {}) =>
  createFive9Client({ loginUrl: simulator.loginUrl, credentials, ...options })

function liveSession(
  simulator: Simulator,
  options: {
    force?: boolean
    endsOtherLogins?: boolean
    mayReturn?: () => boolean
    probeAfterMs?: number
    probeTimeoutMs?: number
    verifyEveryMs?: number
    pingEveryMs?: number
    deadAfterMs?: number
  } = {},
) {
  const session = createSupervisorSession({
    client: clientOf(simulator),
    socketKey: 'test',
    random: () => 0,
    ...options,
  })
  const notices: SessionNotice[] = []
  session.on((notice) => notices.push(notice))
  closing.push(() => session.stop())
  session.start()
  const states = () => notices.flatMap((notice) => (notice.type === 'status' ? [notice.status.state] : []))
  const events = () =>
    notices.flatMap((notice) => (notice.type === 'event' ? [notice.event.context.eventId] : []))
  return { session, notices, states, events }
}

describe(createFive9Client, () => {
  it('signs in, waits the 401 window out, starts the session and reads DomainQueues', async () => {
    const simulator = await domain({ unauthorizedPolls: 2 })
    const client = clientOf(simulator)
    await client.signIn()
    expect(await client.startSession('supervisor')).toEqual({ wasRunning: false })
    expect(await client.supervisor.DomainQueues()).toEqual(simulator.truth().queues)
  })

  it('names the domain and user after the sign-in, not before', async () => {
    const client = clientOf(await domain())
    expect(client.account()).toBeUndefined()
    await client.signIn()
    expect(client.account()).toEqual({
      orgId: expect.stringMatching(/^\d+$/) as string,
      userId: expect.stringMatching(/^\d+$/) as string,
    })
  })

  it('finds the session of an earlier client running', async () => {
    const simulator = await domain()
    for (const wasRunning of [false, true]) {
      const client = clientOf(simulator)
      await client.signIn()
      expect(await client.startSession('supervisor')).toEqual({ wasRunning })
    }
  })

  it('takes an agent through SELECT_SKILLS to an agent socket', async () => {
    const simulator = await domain()
    simulator.faults.set({ selectSkills: true })
    const client = clientOf(simulator)
    await client.signIn()
    await client.startSession('agent')
    expect(await client.agent.AgentLoginState()).toBe('WORKING')
    const seen: string[] = []
    client.on('1010', ({ context }) => void seen.push(context.eventId))
    const socket = await client.openSocket('agent', 'mine_agent', { onClosed: () => undefined })
    await expect.poll(() => seen).toEqual(['1010'])
    socket.close()
  })

  it('[row 9] accepts maintenance notices only with acceptNotices', async () => {
    const simulator = await domain({ notices: 2 })
    const careful = clientOf(simulator)
    await careful.signIn()
    await expect(careful.startSession('supervisor')).rejects.toThrow(SessionStuck)
    const willing = clientOf(simulator, { acceptNotices: true })
    await willing.signIn()
    await willing.startSession('supervisor')
    expect(await willing.supervisor.SupervisorLoginState()).toBe('WORKING')
  })

  it('calls a method that the caller declares in a few lines', async () => {
    const simulator = await domain()
    const QueueTitles = defineMethod({
      name: 'QueueTitles',
      http: 'GET',
      path: '/orgs/{orgId}/skills',
      response: z.array(z.object({ name: z.string() }).transform(({ name }) => name)),
    })
    const client = createFive9Client({
      loginUrl: simulator.loginUrl,
      credentials,
      supervisorMethods: { QueueTitles },
    })
    await client.signIn()
    await client.startSession('supervisor')
    const titles: string[] = await client.supervisor.QueueTitles()
    expect(titles).toEqual(simulator.truth().queues.map(({ name }) => name))
  })

  it('distinguishes refused credentials, a duplicate login, a dead token and no answer, without secrets', async () => {
    const simulator = await domain()
    const wrong = clientOf(simulator, { credentials: { ...credentials, password: 'secret-guess' } })
    const refused = await wrong.signIn().catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(CredentialsRefused)
    expect(refused).toMatchObject({ retryable: false, detail: { status: 401, requestName: 'Login' } })
    expect(JSON.stringify(refused) + String(refused)).not.toContain('secret-guess')

    const client = clientOf(simulator)
    await client.signIn()
    simulator.holdElsewhere()
    await expect(client.startSession('supervisor')).rejects.toThrow(DuplicateLogin)
    await client.startSession('supervisor', { force: true })
    client.suspendAutoRenewal()
    simulator.expireTokens()
    await expect(client.supervisor.DomainQueues()).rejects.toThrow(NotSignedIn)
    await simulator.close()
    await expect(client.signIn()).rejects.toThrow(Unreachable)
  })

  it('signs in again by itself after its token died, and restarts its sessions, whichever call failed', async () => {
    const simulator = await domain()
    const client = clientOf(simulator)
    await client.signIn()
    await client.startSession('supervisor')
    simulator.expireTokens()
    const calls = [client.supervisor.DomainQueues(), client.supervisor.DomainQueues()]
    const { queues } = simulator.truth()
    expect(await Promise.all(calls)).toEqual([queues, queues])
    expect(await client.signOut()).toEqual({ ended: ['supervisor'] })
    await expect(client.supervisor.DomainQueues()).rejects.toThrow(NotSignedIn)
  })

  it('calls every handler of an event id, class or function, even if one of them throws', async () => {
    const simulator = await domain()
    const errors: unknown[] = []
    const client = clientOf(simulator, { onHandlerError: (error) => errors.push(error) })
    const seen: string[] = []
    class Statistics extends EventHandler {
      readonly eventId = '5000'
      handle({ context }: Five9Event) {
        seen.push(`class ${context.eventId}`)
      }
    }
    client.on('5000', () => {
      throw new Error('broken handler')
    })
    client.on(new Statistics())
    client.on('5000', ({ context }) => void seen.push(`function ${context.eventId}`))
    client.on('*', ({ context }) => void seen.push(`other ${context.eventId}`))
    await client.signIn()
    await client.startSession('supervisor')
    const socket = await client.openSocket('supervisor', 'mine_super', { onClosed: () => undefined })
    await expect
      .poll(() => seen)
      .toEqual(expect.arrayContaining(['other 1010', 'class 5000', 'function 5000']))
    expect(errors).toEqual([new Error('broken handler')])
    socket.close()
  })
})

describe(createSupervisorSession, () => {
  it('[row 1, 2] comes up with full statistics, and reconnects when the socket is cut', async () => {
    const simulator = await domain()
    const { states, events } = liveSession(simulator)
    await expect.poll(events).toContain('5000')
    simulator.dropSockets()
    await expect.poll(() => states().filter((state) => state === 'up').length).toBe(2)
    expect(states()).toEqual(['connecting', 'up', 'down', 'connecting', 'up'])
  })

  it('[row 6] signs in again when its token has died', async () => {
    const simulator = await domain()
    const { states } = liveSession(simulator)
    await expect.poll(states).toContain('up')
    simulator.expireTokens()
    simulator.dropSockets()
    await expect.poll(() => states().filter((state) => state === 'up').length).toBe(2)
  })

  it('backs off from a program that keeps signing in as its user, and reports it', async () => {
    const simulator = await domain()
    const { states, notices } = liveSession(simulator)
    for (let ups = 1; ups <= 3; ups += 1) {
      await expect.poll(() => states().filter((state) => state === 'up').length, { timeout: 8_000 }).toBe(ups)
      simulator.expireTokens()
      simulator.dropSockets()
    }
    await expect
      .poll(() => notices.at(-1), { timeout: 8_000 })
      .toMatchObject({ status: { state: 'down', reason: { code: 'evicted' } } })
  }, 30_000)

  it('[row 7] ends with the reason and does not retry when a person has to act', async () => {
    const simulator = await domain()
    simulator.holdElsewhere()
    const { notices, states } = liveSession(simulator)
    await expect.poll(states).toContain('ended')
    expect(notices.at(-1)).toMatchObject({ status: { reason: { code: 'duplicate-login' } } })
    const forced = liveSession(simulator, { force: true })
    await expect.poll(forced.states).toContain('up')
  })

  it('ends the login of a program that still runs, before its own socket is open', async () => {
    const simulator = await domain()
    let mayReturn = true
    const former = liveSession(simulator, { mayReturn: () => mayReturn })
    await expect.poll(former.states).toContain('up')
    mayReturn = false
    let mostSockets = 0
    const counting = setInterval(() => {
      mostSockets = Math.max(mostSockets, simulator.socketCount())
    }, 1)
    const next = liveSession(simulator, { force: true, endsOtherLogins: true })
    await expect.poll(next.states).toContain('up')
    await expect.poll(() => former.states().at(-1)).toBe('ended')
    clearInterval(counting)
    expect(former.notices.at(-1)).toMatchObject({ status: { reason: { code: 'evicted' } } })
    expect(mostSockets).toBe(1)
    await former.session.stop({ leavesSession: true })
    // One that may not return ends nobody's login.
    liveSession(simulator, { endsOtherLogins: true, mayReturn: () => false })
    await expect.poll(() => simulator.socketCount()).toBe(2)
    expect(next.states().at(-1)).toBe('up')
  })

  it('notices by a question to Five9 that its login has ended, on a socket that stays open', async () => {
    const simulator = await domain()
    const { session, states } = liveSession(simulator, { mayReturn: () => false })
    await expect.poll(states).toContain('up')
    session.checkLogin()
    simulator.faults.set({ halfOpen: true })
    expect(states().at(-1)).toBe('up')
    simulator.expireTokens()
    session.checkLogin()
    await expect.poll(() => states().at(-1)).toBe('ended')
  })

  it('gives up a socket that answers no ping within the time that its caller sets', async () => {
    const simulator = await domain()
    const { notices, states } = liveSession(simulator, { pingEveryMs: 100, deadAfterMs: 400 })
    await expect.poll(states).toContain('up')
    simulator.faults.set({ halfOpen: true })
    await expect
      .poll(
        () => notices.flatMap((notice) => (notice.type === 'status' ? [notice.status.reason?.code] : [])),
        {
          timeout: 10_000,
        },
      )
      .toContain('pings-unanswered')
  })

  it('detects a socket that answers pings and sends nothing', async () => {
    const simulator = await domain()
    const { states, notices } = liveSession(simulator, { probeAfterMs: 200, probeTimeoutMs: 300 })
    await expect.poll(states).toContain('up')
    simulator.silence(true)
    await expect.poll(states).toContain('down')
    expect(
      notices.some((notice) => notice.type === 'status' && notice.status.reason?.code === 'silent'),
    ).toBe(true)
    simulator.silence(false)
    await expect.poll(() => states().at(-1)).toBe('up')
  })

  it('[row 51] gets the changes of a data source for which Five9 sends no increments, while those of others arrive', async () => {
    const simulator = await domain({ agents: 20, speed: 20, load: 2, startsAtPeak: true })
    const { notices, states, events } = liveSession(simulator, { verifyEveryMs: 400 })
    await expect.poll(events).toContain('5000')
    simulator.faults.set({ silentSource: 'AGENT_STATE' })
    await expect.poll(() => events().filter((id) => id === '5012').length).toBeGreaterThan(0)
    notices.length = 0
    await expect.poll(() => events().filter((id) => id === '5000').length).toBeGreaterThan(1)
    expect(events()).toContain('5012')
    expect(states(), 'the connection stays up').toEqual([])
    expect(notices.some(({ type }) => type === 'chain-broken')).toBe(false)
  })

  it('keeps a connection that delivers data while Five9 refuses requests', async () => {
    const simulator = await domain({ agents: 20, speed: 20, load: 2, startsAtPeak: true })
    const { notices, events } = liveSession(simulator, { verifyEveryMs: 300, probeTimeoutMs: 300 })
    await expect.poll(events).toContain('5000')
    simulator.faults.set({ serverErrorEvery: 1 })
    notices.length = 0
    await delay(1_500)
    simulator.faults.clear()
    await expect.poll(events).toContain('5000')
    expect(notices.filter(({ type }) => type === 'status')).toEqual([])
  })

  it('ends the Five9 session that it started, and leaves one that it joined', async () => {
    const simulator = await domain()
    const other = clientOf(simulator)
    await other.signIn()
    await other.startSession('supervisor')
    const joined = liveSession(simulator)
    await expect.poll(joined.states).toContain('up')
    await joined.session.stop()
    expect(await other.supervisor.SupervisorLoginState()).toBe('WORKING')
    await other.stopSession('supervisor')
    const started = liveSession(simulator)
    await expect.poll(started.states).toContain('up')
    await started.session.stop()
    expect(await other.supervisor.SupervisorLoginState()).toBe('SELECT_STATION')
  })

  it('leaves data unread while reading is paused, and delivers all of it in one turn after resuming', async () => {
    const simulator = await domain()
    const { session, notices, states, events } = liveSession(simulator, { probeAfterMs: 600_000 })
    await expect.poll(events, { timeout: 5_000 }).toContain('5000')
    simulator.pause()
    await delay(100) // what was sent before is read
    notices.length = 0
    session.pauseReading()
    for (let event = 0; event < 40; event += 1)
      simulator.sendRaw(JSON.stringify({ context: { eventId: '5011', messageId: 'x'.repeat(5_000) } }))
    await delay(150)
    // Node itself reads on until its own buffer is full.
    expect(events().length).toBeLessThan(5)
    session.resumeReading()
    await new Promise((resolve) => setImmediate(resolve))
    expect(events().length).toBe(40)
    session.pauseReading()
    await session.stop()
    expect(states()).not.toContain('down')
  })

  it('detects after resuming that the connection ended while paused, and reads the next one', async () => {
    const simulator = await domain()
    const { session, notices, states, events } = liveSession(simulator)
    await expect.poll(events, { timeout: 5_000 }).toContain('5000')
    notices.length = 0
    session.pauseReading()
    simulator.dropSockets()
    await delay(100)
    session.resumeReading()
    await expect.poll(states, { timeout: 5_000 }).toContain('down')
    await expect.poll(events, { timeout: 10_000 }).toContain('5000')
  })

  it('stops while it is still signing in, and leaves no session behind', async () => {
    const simulator = await domain({ unauthorizedPolls: 2 })
    const { session } = liveSession(simulator)
    await session.stop()
    expect(simulator.socketCount()).toBe(0)
    const other = clientOf(simulator)
    await other.signIn()
    expect(await other.startSession('supervisor')).toEqual({ wasRunning: false })
  })
})
