import { describe, expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import { createFive9Client, defineMethod, type Five9Client, type Station } from '../src/index.ts'

/**
 * The compiler checks this file: each wrong call stands below `@ts-expect-error`, which is itself an error when the call
 * compiles. The functions are not run; `wrong-calls.test.ts` checks the same calls at run time.
 */
const unrun: ((client: Five9Client) => unknown)[] = []
const check = (calls: (client: Five9Client) => unknown) => unrun.push(calls)

describe('a call of a method', () => {
  it('takes the path parameters of the template and no others', () => {
    check(({ supervisor, agent }) => [
      supervisor.StartCampaign({ path: { campaignId: '1' } }),
      supervisor.GetAgentInfo({ path: { agentId: '1' }, query: { include: 'skills' } }),
      // The session fills in the user; a call may name another one.
      supervisor.GetPermissions(),
      supervisor.GetPermissions({ path: { userId: '7' } }),
      agent.GetAgent(),
      // @ts-expect-error -- the campaign is missing
      supervisor.StartCampaign(),
      // @ts-expect-error -- the campaign is missing
      supervisor.StartCampaign({ path: {} }),
      // @ts-expect-error -- the parameter has another name
      supervisor.StartCampaign({ path: { campaign: '1' } }),
      // @ts-expect-error -- there is no such parameter
      supervisor.StartCampaign({ path: { campaignId: '1', listId: '2' } }),
      // @ts-expect-error -- ids are text
      supervisor.StartCampaign({ path: { campaignId: 1 } }),
      // @ts-expect-error -- a supervisor names the agent; the session fills in agents only for themselves
      supervisor.GetAgentInfo(),
      // @ts-expect-error -- the path has no parameters
      supervisor.GetAlerts({ path: { alertId: '1' } }),
    ])
  })

  it('takes no argument but options when the method has no parameters', () => {
    check(({ supervisor }) => [
      supervisor.DomainQueues(),
      supervisor.DomainQueues({ signal: AbortSignal.timeout(1), headers: { 'x-trace': '1' } }),
      // @ts-expect-error -- the method takes no body
      supervisor.DomainQueues({ body: {} }),
      // @ts-expect-error -- the method takes no query
      supervisor.DomainQueues({ query: { limit: 1 } }),
      // @ts-expect-error -- there is no such argument
      supervisor.DomainQueues({ params: {} }),
      // @ts-expect-error -- a signal is an AbortSignal
      supervisor.DomainQueues({ signal: 100 }),
      // @ts-expect-error -- there is one argument
      supervisor.DomainQueues({}, {}),
    ])
  })

  it('needs the body that the method has a schema for', () => {
    check(({ supervisor, agent }) => [
      agent.SetActiveSkills({ body: ['1', '2'] }),
      agent.MakeExternalCall({ body: { number: '+1', campaignId: '2' } }),
      agent.ReturnMissedCall(),
      supervisor.CreateAlert({ body: { name: 'Waiting' } }),
      // @ts-expect-error -- the body is missing
      agent.SetActiveSkills(),
      // @ts-expect-error -- a list, not text
      agent.SetActiveSkills({ body: 'all' }),
      // @ts-expect-error -- the number is missing
      agent.MakeExternalCall({ body: { campaignId: '2' } }),
      // @ts-expect-error -- the body is missing
      supervisor.CreateAlert({}),
      // @ts-expect-error -- the body is not an object
      supervisor.CreateAlert({ body: 'Waiting' }),
      // @ts-expect-error -- a file is bytes
      agent.UploadPersonalGreeting({ body: { file: 'hello.wav' } }),
    ])
  })

  it('takes the query parameters of the definition', () => {
    check(({ supervisor, agent }) => [
      agent.GetContacts({ query: { number: '+1', limit: 10 } }),
      // @ts-expect-error -- there is no such query parameter
      supervisor.GetAgentInfo({ path: { agentId: '1' }, query: { includes: 'skills' } }),
    ])
  })

  it('resolves with the parsed reply, bytes, or an unknown value', () => {
    expectTypeOf<Five9Client['supervisor']['DomainQueues']>().returns.resolves.toEqualTypeOf<
      { readonly id: string; readonly name: string }[]
    >()
    expectTypeOf<Five9Client['agent']['GetCallRecording']>().returns.resolves.toEqualTypeOf<Uint8Array>()
    expectTypeOf<Five9Client['supervisor']['GetDomainTime']>().returns.resolves.toEqualTypeOf<unknown>()
    expectTypeOf<
      Five9Client['supervisor']['RequestFullStatistics']
    >().returns.resolves.toEqualTypeOf<undefined>()
  })

  it('exists only by a name of the tables', () => {
    expectTypeOf<Five9Client['supervisor']>().toHaveProperty('DomainQueues')
    expectTypeOf<Five9Client['supervisor']>().not.toHaveProperty('GetDomainQueues')
    expectTypeOf<Five9Client['agent']>().not.toHaveProperty('RequestFullStatistics')
  })
})

describe('a method of the caller', () => {
  const credentials = { username: 'u', password: 'p' }
  const client = createFive9Client({
    credentials,
    supervisorMethods: {
      Recording: defineMethod({
        http: 'GET',
        context: '/strsvcs',
        path: '/agents/{agentUserId}/recordings/{recordingId}?download=true',
        reply: 'bytes',
      }),
      Motd: defineMethod({ http: 'GET', path: '{cloudClientUrl}/motd/v1/{language}', reply: 'text' }),
      Notes: defineMethod({
        http: 'POST',
        path: '/orgs/{orgId}/notes',
        query: ['dry'],
        body: z.object({ text: z.string() }),
        response: z.array(z.object({ id: z.string() })),
      }),
    },
  })

  it('is checked like those of the library, and they stay', () => {
    const { supervisor } = client
    unrun.push(() => [
      supervisor.DomainQueues(),
      supervisor.Recording({ path: { agentUserId: '1', recordingId: '2' } }),
      supervisor.Motd({ path: { language: 'en' } }),
      supervisor.Notes({ body: { text: 'x' }, query: { dry: true } }),
      // @ts-expect-error -- the recording is missing
      supervisor.Recording({ path: { agentUserId: '1' } }),
      // @ts-expect-error -- the session names the host
      supervisor.Motd({ path: { language: 'en', cloudClientUrl: 'https://evil.test' } }),
      // @ts-expect-error -- the definition has no body
      supervisor.Motd({ path: { language: 'en' }, body: {} }),
      // @ts-expect-error -- the definition has no query
      supervisor.Motd({ path: { language: 'en' }, query: { a: 1 } }),
      // @ts-expect-error -- text is text
      supervisor.Notes({ body: { text: 1 } }),
      // @ts-expect-error -- there is no such query parameter
      supervisor.Notes({ body: { text: 'x' }, query: { wet: true } }),
    ])
    expectTypeOf(supervisor.Recording).returns.resolves.toEqualTypeOf<Uint8Array>()
    expectTypeOf(supervisor.Motd).returns.resolves.toEqualTypeOf<string>()
    expectTypeOf(supervisor.Notes).returns.resolves.toEqualTypeOf<{ id: string }[]>()
  })

  it('cannot have an unknown service, verb or form of reply', () => {
    // @ts-expect-error -- there is no such service
    expect(defineMethod({ http: 'GET', path: '/x', context: '/adminsvcs' })).toBeDefined()
    // @ts-expect-error -- there is no such verb
    expect(defineMethod({ http: 'FETCH', path: '/x' })).toBeDefined()
    // @ts-expect-error -- there is no such form
    expect(defineMethod({ http: 'GET', path: '/x', reply: 'xml' })).toBeDefined()
  })
})

describe('the start of a session', () => {
  it('takes a station with what its type needs', () => {
    expectTypeOf<{ type: 'PSTN'; id: string }>().toExtend<Station>()
    check((client) => [
      client.startSession('supervisor'),
      client.startSession('agent', { station: { type: 'SOFTPHONE' } }),
      client.startSession('agent', { station: { type: 'PSTN', id: '+15550100' } }),
      // @ts-expect-error -- a telephone needs its number
      client.startSession('agent', { station: { type: 'PSTN' } }),
      // @ts-expect-error -- there is no such type
      client.startSession('agent', { station: { type: 'PHONE', id: '1' } }),
      // @ts-expect-error -- no station has no id
      client.startSession('agent', { station: { type: 'EMPTY', id: '1' } }),
      // @ts-expect-error -- there is no such role
      client.startSession('admin'),
    ])
  })
})
