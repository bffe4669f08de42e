import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { BadInput, createFive9Client, defineMethod, type Five9ClientOptions } from '../src/index.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A signed-in client whose types are unknown, as in plain JavaScript, and the requests that Five9 received since. */
async function untyped(options: Partial<Five9ClientOptions> = {}) {
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`)
    response.end(JSON.stringify({ tokenId: 't', orgId: '1', userId: '2', context: { farmId: '3' } }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const client = createFive9Client({
    loginUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/appsvcs/rs/svc/auth/login`,
    credentials: { username: 'u', password: 'p' },
    ...options,
  })
  await client.signIn()
  requests.length = 0
  type Calls = Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>
  return {
    requests,
    supervisor: client.supervisor as unknown as Calls,
    agent: client.agent as unknown as Calls,
    startSession: client.startSession as unknown as (...args: readonly unknown[]) => Promise<unknown>,
  }
}

describe('a wrong call without types', () => {
  it.each([
    ['without its path parameter', 'StartCampaign', undefined, /needs the path parameter campaignId/],
    [
      'with an empty one',
      'StartCampaign',
      { path: { campaignId: '' } },
      /needs the path parameter campaignId/,
    ],
    [
      'with a number as id',
      'StartCampaign',
      { path: { campaignId: 5 } },
      /needs the path parameter campaignId/,
    ],
    ['with ".." as id', 'StartCampaign', { path: { campaignId: '..' } }, /must not be/],
    [
      'with an unknown path parameter',
      'StartCampaign',
      { path: { campaignId: '1', campaign: '2' } },
      /no path parameter campaign; it has orgId, campaignId/,
    ],
    ['with another host', 'ExchangeFdmToken', { path: { cloudClientUrl: 'https://evil.test' } }, /no path/],
    ['without the agent', 'GetAgentInfo', {}, /needs the path parameter agentId/],
    ['without its body', 'CreateAlert', {}, /CreateAlert needs a body/],
    ['with text as body', 'CreateAlert', { body: 'x' }, /does not fit/],
    ['with a body that it does not take', 'DomainQueues', { body: {} }, /takes no body/],
    ['with an unknown query', 'DomainQueues', { query: { x: 1 } }, /no query parameter x; it has none/],
    ['with an unknown argument', 'DomainQueues', { params: {} }, /no argument params/],
    ['with text as argument', 'DomainQueues', 'now', /one object/],
    ['with a bad signal', 'DomainQueues', { signal: 5 }, /AbortSignal/],
    ['with a split header', 'DomainQueues', { headers: { a: 'b\r\nc: d' } }, /header "a"/],
    ['with the header Host', 'DomainQueues', { headers: { Host: 'evil.test' } }, /header "Host"/],
    ['by an unknown name', 'GetDomainQueues', undefined, /client.supervisor has no method GetDomainQueues/],
  ])('%s is refused before a request', async (_case, name, args, message) => {
    const { supervisor, requests } = await untyped()
    const error = await supervisor[name]?.(args).catch((cause: unknown) => cause)
    expect(error).toBeInstanceOf(BadInput)
    expect(String(error)).toMatch(message)
    expect(requests).toEqual([])
  })

  it.each([
    [{ type: 'PSTN' }],
    [{ type: 'PHONE', id: '1' }],
    [{ type: 'EMPTY', id: '1' }],
    [{ type: 'STATION', id: '' }],
    [{ type: 'STATION', id: 7 }],
    ['EMPTY'],
    [null],
  ])('with the station %j is refused before a request', async (station) => {
    const { startSession, requests } = await untyped()
    await expect(startSession('agent', { station })).rejects.toThrow(BadInput)
    await expect(startSession('admin')).rejects.toThrow(BadInput)
    expect(requests).toEqual([])
  })

  it('to an address that is not Five9’s is refused before a request', async () => {
    const { supervisor, requests } = await untyped({
      supervisorMethods: {
        Elsewhere: defineMethod({ http: 'GET', path: 'https://evil.test/x' }),
        Disguised: defineMethod({ http: 'GET', path: 'https://app.five9.com@evil.test/x' }),
        Host: defineMethod({ http: 'GET', path: 'https://{host}/x' }),
        Unnamed: defineMethod({ http: 'GET', path: 'x' }),
      },
    })
    await expect(supervisor.Elsewhere?.()).rejects.toThrow(BadInput)
    await expect(supervisor.Disguised?.()).rejects.toThrow(BadInput)
    await expect(supervisor.Host?.({ path: { host: 'evil.test' } })).rejects.toThrow(BadInput)
    await expect(supervisor.Unnamed?.()).rejects.toThrow(BadInput)
    expect(requests).toEqual([])
  })

  it('reaches Five9 when it is right', async () => {
    const { supervisor, agent, requests } = await untyped()
    await supervisor.StartCampaign?.({ path: { campaignId: 'a/b' } })
    await agent.GetContacts?.({ query: { number: '+1', all: true, none: undefined } })
    await agent.GetUserRoles?.({ path: { userId: '9' } })
    expect(requests).toEqual([
      'PUT /supsvcs/rs/svc/orgs/1/campaigns/a%2Fb/start',
      'GET /appsvcs/rs/svc/orgs/1/contacts?number=%2B1&all=true',
      'GET /appsvcs/rs/svc/users/9/roles',
    ])
  })
})

describe('the methods', () => {
  it('can be inspected and awaited like any object', async () => {
    const { supervisor } = await untyped()
    expect(await Promise.resolve(supervisor)).toBe(supervisor)
    expect('GetDomainQueues' in supervisor).toBe(false)
    expect(Object.keys(supervisor)).toContain('DomainQueues')
    expect(() => JSON.stringify(supervisor)).not.toThrow()
  })
})
