import { createServer, type Server } from 'node:http'
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { closing } from '../../../../.config/closing.ts'
import { startBalancer } from './balancer.ts'

/** A server that answers with its name; /readyz with the status that can be set. */
async function startServer(name: string) {
  const state = { status: 200 }
  const server: Server = createServer((request, response) => {
    response.statusCode = request.url === '/readyz?scope=node' ? state.status : 200
    response.setHeader('connection', 'close')
    response.end(name)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { state, port: (): number | undefined => port, server }
}

it('gives new connections to the ready servers, and to none that is unready or dead', async () => {
  const servers = [await startServer('a'), await startServer('b'), await startServer('c')]
  const balancer = await startBalancer(servers)
  closing.push(() => balancer.close())
  const answered = async () => {
    const names = new Set<string>()
    const open = Array.from({ length: 6 }, async () => names.add(await (await fetch(balancer.url)).text()))
    await Promise.all(open)
    return [...names].sort().join('')
  }
  await expect.poll(() => servers.every((_, index) => balancer.isReady(index))).toBe(true)
  expect(await answered()).toBe('abc')
  const [first, second, third] = servers
  if (first !== undefined) first.state.status = 503
  await expect.poll(() => balancer.isReady(0)).toBe(false)
  expect(await answered()).toBe('bc')
  second?.server.closeAllConnections()
  second?.server.close()
  expect(await answered()).toBe('c') // also before it has noticed
  if (first !== undefined) first.state.status = 200
  await expect.poll(() => balancer.isReady(0)).toBe(true)
  if (third !== undefined) third.state.status = 503
  await expect.poll(() => balancer.isReady(2)).toBe(false)
  expect(await answered()).toBe('a')
})

it('closes the connections of a server that is not ready any more', async () => {
  const server = await startServer('a')
  const balancer = await startBalancer([server])
  closing.push(() => balancer.close())
  await expect.poll(() => balancer.isReady(0)).toBe(true)
  const client = connect(balancer.port, '127.0.0.1')
  client.on('error', () => undefined)
  const closed = new Promise((resolve) => client.once('close', resolve))
  await expect.poll(balancer.connections).toEqual([1])
  server.state.status = 503
  await closed
})
