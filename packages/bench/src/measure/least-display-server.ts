import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { displayToken, RelayReady, type LeastServerOrder } from '../children/orders.ts'
import { benchProgram, startChild } from './child.ts'
import type { Server } from './rig.ts'

/** Time in which a product sends all that a display needs. */
const greetingMs = 500

/** The bytes that a product sends to a display when it connects, without the answer to the upgrade. */
async function greetingOf(port: number, target: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  const socket = connect({ port, host: '127.0.0.1' })
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  socket.write(
    [
      `GET ${target} HTTP/1.1`,
      ...[`Host: 127.0.0.1:${port}`, `Origin: http://127.0.0.1:${port}`],
      ...['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13'],
      ...['Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==', `Cookie: wallboard_display=${displayToken(0)}`],
      '\r\n',
    ].join('\r\n'),
  )
  await pause(greetingMs)
  socket.destroy()
  const bytes = Buffer.concat(chunks)
  const endOfHead = '\r\n\r\n'
  return bytes.subarray(bytes.indexOf(endOfHead) + endOfHead.length)
}

/** Starts the least server of displays, which sends to each what the product has sent to the first. */
export async function startLeastServer(product: Server, target: string, displays: number): Promise<Server> {
  const frames = (await greetingOf(product.port, target)).toString('base64')
  const { child, ready } = await startChild(
    {
      name: 'the least server of displays',
      path: benchProgram('least-display-server.ts'),
      cores: 'first',
    },
    JSON.stringify({ displays, frames } satisfies LeastServerOrder),
    RelayReady,
  )
  return { child, port: ready.port }
}
