import { setTimeout as pause } from 'node:timers/promises'
import { createSimulator } from '@wallboard/simulator'
import { WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { createFrames } from './frames.ts'
import { sharedNow, UpstreamOrder, type Sent, type UpstreamReady } from './orders.ts'

/** A simulated Five9 whose floor stands still. It sends the requested frames to the product or to a plain socket. */

const Argument = z.object({
  name: z.string(),
  queues: z.number(),
  agents: z.number(),
  activeQueues: z.number(),
  activeAgents: z.number(),
  changedQueues: z.number(),
  changedAgents: z.number(),
  username: z.string(),
  password: z.string(),
})
const { username, password, ...domain } = Argument.parse(JSON.parse(process.argv[2] ?? '{}'))

/** How often full statistics were sent since the last order: the product asks for them when it doubts what it has. */
let fullStatistics = 0
const sendBefore: unknown = Reflect.get(WebSocket.prototype, 'send')
if (typeof sendBefore !== 'function') throw new Error('ws has no send')
Reflect.set(WebSocket.prototype, 'send', function (this: WebSocket, ...parameters: readonly unknown[]) {
  const [data] = parameters
  if (typeof data === 'string' && data.slice(0, 200).includes('"eventId":"5000"')) fullStatistics += 1
  Reflect.apply(sendBefore, this, parameters)
})

const simulator = await createSimulator({
  seed: 11,
  queues: domain.queues,
  agents: domain.agents,
  username,
  password,
})
simulator.pause()
const truth = simulator.truth()
const frameOf = createFrames(truth, domain, 13)
const plain = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
await new Promise((resolve) => plain.once('listening', resolve))
const relays = new Map<string, Set<WebSocket>>()
plain.on('connection', (socket, request) => {
  const path = (request.url ?? '').slice(1)
  relays.set(path, (relays.get(path) ?? new Set<WebSocket>()).add(socket))
})
const address = plain.address()
let frameNumber = 1_000
/** A planted fault of the bench itself, `--plant old-stamps`: the product takes each frame for one that is out of order. */
const stampsAreOldByMs = process.env['BENCH_PLANT'] === 'old-stamps' ? 600_000 : 0
/** Shorter than the silence after which the product requests full statistics, which would be measured too. */
const quietFrameEveryMs = 4_000
let sentAt = sharedNow()

/** A frame that changes nothing. */
const quietFrame = (): string =>
  JSON.stringify({
    context: { eventId: '5012', eventReason: 'UPDATED', timeStamp: Date.now() },
    payLoad: [{ dataSource: 'ACD_STATUS', added: [], updated: [], removed: [] }],
  })

setInterval(() => {
  if (sharedNow() - sentAt >= quietFrameEveryMs) sendTo('product', quietFrame())
}, quietFrameEveryMs / 2)

function sendTo(to: UpstreamOrder['to'][number], text: string): void {
  if (to === 'product') sentAt = sharedNow()
  if (to === 'product') simulator.sendRaw(text)
  else for (const socket of relays.get(to) ?? []) socket.send(text)
}

async function play({ to, framesPerSecond, frames }: UpstreamOrder): Promise<Sent> {
  const startedAt = sharedNow()
  const sent: [number, number][] = []
  let bytes = 0
  for (let frame = 0; frame < frames; frame += 1) {
    const dueMs = startedAt + (frame * 1_000) / framesPerSecond - sharedNow()
    if (dueMs > 0) await pause(dueMs)
    frameNumber += 1
    const text = frameOf(frameNumber, Date.now() - stampsAreOldByMs)
    bytes += Buffer.byteLength(text)
    sent.push([frameNumber, sharedNow()])
    for (const target of to) sendTo(target, text)
  }
  const answer = { sentAt: sent, bytes, fullStatistics }
  fullStatistics = 0
  return answer
}

process.on('message', (message: unknown) => {
  play(UpstreamOrder.parse(message)).then(
    (sent) => process.send?.(sent),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      process.exit(1)
    },
  )
})
process.on('disconnect', () => process.exit(0))
const ready: UpstreamReady = {
  loginUrl: simulator.loginUrl,
  plainUrl: `ws://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
  queueIds: (truth.sources['ACD_STATUS'] ?? []).map(({ id }) => id).filter((id) => id !== '0'),
}
process.send?.(ready)
