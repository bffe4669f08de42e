import { createSimulator } from '@wallboard/simulator'
import { afterEach, expect, it } from 'vitest'
import { z } from 'zod'
import { agentMethods, supervisorMethods, type MethodDefinition } from '../src/index.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const Login = z.object({ tokenId: z.string(), orgId: z.string(), userId: z.string() })

/** A business rule: the simulated domain has no such callback, campaign or alert, and its agents cannot be changed. */
const refusedByRule = 435

/** These begin or end the session that the other methods need. */
const changesSession = (path: string): boolean => /\/(?:auth\/login|auth\/logout|session_stop)$/.test(path)

it.each([
  ['supervisor', '/supsvcs', supervisorMethods],
  ['agent', '/appsvcs', agentMethods],
] as const)(
  'the simulator answers every method of the table of %s, and none with 404',
  async (role, service, table) => {
    const simulator = await createSimulator({ queues: 3, agents: 20 })
    closing.push(() => simulator.close())
    const send = (url: string, http: string, headers: Readonly<Record<string, string>>, body: unknown) =>
      fetch(url, {
        method: http,
        headers: { 'content-type': 'application/json', ...headers },
        ...(http === 'GET' || http === 'DELETE' ? {} : { body: JSON.stringify(body) }),
      })
    const passwordCredentials = { username: 'demo@wallboard.test', password: 'demo' }
    const login = await send(simulator.loginUrl, 'POST', {}, { passwordCredentials })
    const { tokenId, orgId, userId } = Login.parse(await login.json())
    const headers = { authorization: `Bearer-${tokenId}` }
    const own = `${simulator.origin}${service}/rs/svc/${role}s/${userId}`
    expect((await send(`${own}/session_start`, 'PUT', headers, {})).status).toBe(204)

    const known: Readonly<Record<string, string>> = {
      orgId,
      domainId: orgId,
      userId,
      supervisorId: userId,
      cloudClientUrl: simulator.origin,
      ...(role === 'agent' ? { agentId: userId } : {}),
    }
    const methods: readonly (readonly [string, MethodDefinition])[] = Object.entries(table)
    const refused: string[] = []
    for (const [name, { http, path, context }] of methods.filter(([, each]) => !changesSession(each.path))) {
      const filled = path.replaceAll(/\{(\w+)\}/g, (_match, parameter: string) => known[parameter] ?? '7')
      const isAbsolute = filled.startsWith('http')
      const url = isAbsolute ? filled : `${simulator.origin}${context ?? service}/rs/svc${filled}`
      const reply = await send(url, http, headers, {})
      await reply.arrayBuffer()
      if (!reply.ok && reply.status !== refusedByRule)
        refused.push(`${name}: ${http} ${url}: ${reply.status}`)
    }
    expect(refused).toEqual([])
    expect(methods.length).toBeGreaterThan(100)
  },
)
