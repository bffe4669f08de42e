import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFive9Client, Five9Error, readReasonCodes } from '../src/index.ts'

interface Reply {
  readonly status: number
  readonly body: string
}

/** A server that answers a login as it should, and everything else as the test says. */
let next: Reply = { status: 200, body: '' }
const server = createServer((request, response) => {
  const { port } = server.address() as AddressInfo // it listens
  const isLogin = request.url?.endsWith('/login') === true
  const metadata = { dataCenters: [{ active: true, apiUrls: [{ host: '127.0.0.1', port: String(port) }] }] }
  const login = { tokenId: 't', orgId: '1', userId: '2', context: { farmId: '3' }, metadata }
  request.resume()
  response.writeHead(isLogin ? 200 : next.status, { 'content-type': 'application/json' })
  response.end(isLogin ? JSON.stringify(login) : next.body)
})

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const deep = fc.integer({ min: 100, max: 8_000 }).map((depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`)
const entry = fc.dictionary(
  fc.oneof(
    fc.constantFrom('id', 'name', 'fullName', 'skillLevels', 'skillId', 'selectable', '__proto__'),
    fc.string(),
  ),
  fc.jsonValue(),
  { maxKeys: 5 },
)
const body = fc.oneof(
  fc.json(),
  fc.array(entry, { maxLength: 4 }).map((list) => JSON.stringify(list)),
  fc.record({ five9ExceptionDetail: fc.jsonValue() }).map((error) => JSON.stringify(error)),
  fc.string(),
  deep,
)
/** Without 429 and 5xx, which it waits for. */
const reply = fc.record({ status: fc.constantFrom(200, 200, 200, 204, 400, 401, 403, 404, 435), body })

describe('whatever Five9 replies', () => {
  it('becomes a value of the method, or an error of the library', async () => {
    const { port } = server.address() as AddressInfo // it listens
    await fc.assert(
      fc.asyncProperty(reply, async (given) => {
        const client = createFive9Client({
          credentials: { username: 'u', password: 'p' },
          loginUrl: `http://127.0.0.1:${port}/appsvcs/rs/svc/auth/login`,
        })
        await client.signIn()
        next = given.status === 204 ? { status: 204, body: '' } : given
        client.suspendAutoRenewal()
        const { supervisor } = client
        const calls = [
          supervisor.DomainQueues,
          supervisor.GetDomainUsers,
          supervisor.GetCampaigns,
          supervisor.SupervisorLoginState,
          supervisor.RequestFullStatistics,
          () => readReasonCodes(supervisor),
          () => client.readMetadata(),
        ]
        for (const outcome of await Promise.allSettled(calls.map((call) => call())))
          if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(Five9Error)
      }),
      { numRuns: 120, seed: 20_261_126 },
    )
  }, 60_000)
})
