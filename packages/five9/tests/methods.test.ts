import { createSimulator, type Simulator } from '@wallboard/simulator'
import { afterEach, describe, expect, it } from 'vitest'
import {
  agentMethods,
  createFive9Client,
  readReasonCodes,
  supervisorMethods,
  type MethodDefinition,
} from '../src/index.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function working(role: 'supervisor' | 'agent') {
  const simulator: Simulator = await createSimulator({ queues: 4, agents: 20, notices: 1 })
  closing.push(() => simulator.close())
  const client = createFive9Client({
    loginUrl: simulator.loginUrl,
    credentials: { username: 'demo@wallboard.test', password: 'demo' },
    acceptNotices: true,
  })
  await client.signIn()
  await client.startSession(role)
  return { simulator, client }
}

/** The methods that read something whose form is known. */
const reads = (methods: Readonly<Record<string, MethodDefinition>>) =>
  Object.entries(methods).filter(([, { http, response }]) => http === 'GET' && response !== undefined)

type AnyMethods = Readonly<
  Record<string, (args?: { readonly path?: Readonly<Record<string, string>> }) => Promise<unknown>>
>

/** The values that the path of a method needs. */
const valuesFor = (path: string, values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => path.includes(`{${name}}`)))

/** Path parameters that this domain has; alerts have to be made first. */
function pathOf(simulator: Simulator): Readonly<Record<string, string>> {
  const { sources, queues } = simulator.truth()
  return {
    campaignId: String(sources.CAMPAIGN_STATE?.[0]?.id),
    skillId: queues[0]?.id ?? '',
    noticeId: '8001',
    callId: '7',
    alertId: '1',
  }
}

describe('the methods of a supervisor', () => {
  it('read everything that the simulated domain serves', async () => {
    const { simulator, client } = await working('supervisor')
    await client.supervisor.CreateAlert({ body: { name: 'Waiting' } })
    await client.supervisor.CreateSupervisorAlert({ body: { name: 'Mine' } })
    const methods: AnyMethods = client.supervisor as never
    const agentId = String(simulator.truth().sources.AGENT_STATE?.[0]?.id)
    for (const [name, { path }] of reads(supervisorMethods))
      await expect(
        methods[name]?.({ path: valuesFor(path, { ...pathOf(simulator), agentId }) }),
        name,
      ).resolves.toBeDefined()
  })

  it('give typed answers', async () => {
    const { simulator, client } = await working('supervisor')
    const { supervisor } = client
    const [user] = await supervisor.GetDomainUsers()
    expect(user?.skillLevels?.[0]).toMatchObject({ skillId: expect.stringMatching(/^\d+$/) as string })
    const states = await supervisor.GetAgentStates()
    expect(Object.keys(states)).toHaveLength(20)
    expect(
      await supervisor.GetAcdSnapshot({ path: { skillId: simulator.truth().queues[0]?.id ?? '' } }),
    ).toMatchObject({
      loggedInAgentsIds: expect.any(Array) as unknown[],
    })
    expect(await readReasonCodes(supervisor)).toMatchObject({ isSplit: true })
    const [session] = await supervisor.GetUserSessions()
    expect(session?.sessionId).not.toBe('')
    await supervisor.LogoutUser({ path: { sessionId: session?.sessionId ?? '' } })
  })

  it('change the statistics filter and keep what they do not know', async () => {
    const { client } = await working('supervisor')
    const before = await client.supervisor.GetStatsFilterSettings()
    await client.supervisor.SetStatsFilterSettings({
      body: { ...before, range: 'ROLLING_HOUR', newField: 1 },
    })
    expect(await client.supervisor.GetStatsFilterSettings()).toEqual({
      ...before,
      range: 'ROLLING_HOUR',
      newField: 1,
    })
  })

  it('fall back to one list of reason codes when a domain does not serve two', async () => {
    const { simulator, client } = await working('supervisor')
    simulator.faults.set({ businessErrorEvery: 1, restPath: '_reason_codes' })
    const codes = await readReasonCodes(client.supervisor)
    expect(codes.isSplit).toBe(false)
    expect(codes.notReady).toEqual(codes.logout)
    expect(codes.notReady.length).toBeGreaterThan(0)
  })
})

describe('the methods of an agent', () => {
  it('read everything that the simulated domain serves, and set the presence', async () => {
    const { simulator, client } = await working('agent')
    const methods: AnyMethods = client.agent as never
    for (const [name, { path }] of reads(agentMethods))
      await expect(methods[name]?.({ path: valuesFor(path, pathOf(simulator)) }), name).resolves.toBeDefined()
    await client.agent.SetAgentPresence({ body: { readyChannels: ['CALL'] } })
    expect((await client.agent.GetAgentPresence()).currentState?.readyChannels).toEqual(['CALL'])
    expect(await client.agent.GetActiveSkills()).toEqual(simulator.truth().queues.map(({ id }) => id))
  })

  it('share one sign-in with a supervisor’s session, and end with it', async () => {
    const { client } = await working('agent')
    await client.startSession('supervisor')
    expect(await client.supervisor.SupervisorLoginState()).toBe('WORKING')
    await client.stopSession('agent')
    expect(await client.agent.AgentLoginState()).toBe('SELECT_STATION')
    await client.startSession('agent')
    expect(await client.signOut()).toEqual({ ended: ['supervisor', 'agent'] })
  })
})
