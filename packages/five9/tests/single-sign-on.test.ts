import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createFive9Client } from '../src/index.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A login host, and the requests that it received. */
async function loginHost() {
  const received: Pick<IncomingMessage, 'url' | 'headers'>[] = []
  const bodies: string[] = []
  const server = createServer((request, response) => {
    received.push({ url: request.url ?? '', headers: request.headers })
    request.on('data', (data: Buffer) => bodies.push(data.toString()))
    request.on('end', () =>
      response.end(
        JSON.stringify({ tokenId: 't', orgId: '1', userId: '2', context: { farmId: '3' }, metadata: null }),
      ),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => server.close())
  const { port } = server.address() as AddressInfo
  return { received, bodies, loginUrl: `http://127.0.0.1:${port}/appsvcs/rs/svc/auth/login` }
}

describe('a sign-in by an access token', () => {
  it('calls login_by_token with the identity provider’s token, a fresh one each time', async () => {
    const { received, bodies, loginUrl } = await loginHost()
    let issued = 0
    const accessToken = () => Promise.resolve(`token ${(issued += 1)}`)
    const client = createFive9Client({ loginUrl, credentials: { accessToken } })
    await client.signIn()
    await client.signIn()
    expect(received.map(({ url }) => url)).toEqual(Array(2).fill('/appsvcs/rs/svc/auth/login_by_token'))
    expect(received.map(({ headers }) => headers.authorization)).toEqual(['Bearer token 1', 'Bearer token 2'])
    expect(JSON.parse(bodies[0] ?? '')).toEqual({ appKey: 'five9-wallboard', policy: 'AttachExisting' })
    expect(client.account()).toEqual({ orgId: '1', userId: '2' })
  })
})
