import { hash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { allQueuesBoard, allQueuesBoardId, viewSpecOf } from '@wallboard/boards'
import { connectUrl, relayVersion } from '@wallboard/relay'
import { expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { closing } from '../../tests/clean-up.ts'
import { openNode } from '../../tests/storage-engines.ts'
import { createCookies } from '../auth/secret-cookie.ts'
import { createDisplayStore } from '../displays/display-store.ts'
import { createDisplays } from '../displays/displays.ts'
import { createShowBoard } from '../displays/show-board.ts'
import { createLiveSockets } from '../live/connections/live-sockets.ts'
import { createHubs } from '../live/hub/hubs.ts'
import { createQuietStream, rethrow } from '../live/hub/stream-fixture.ts'
import { createMetrics } from '../operations/metrics.ts'
import { createAuthenticator } from './authenticator.ts'
import { limitConnections } from './tcp-limits.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void // the flag defines it

const feed = 'wall@example.test'
const tokenOf = (index: number) => `token ${index}`.replace(' ', '-')
const now = () => performance.timeOrigin + performance.now()
const clocks = { monotonic: now, wall: now }
const ignore = () => undefined
const unexpected = () => Promise.reject(new Error('nothing is paired here'))

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** What the server knows of its displays, wired as in production, on a database with this many. Returns its port. */
async function startDisplayServer(count: number): Promise<number> {
  const store = createDisplayStore(await openNode(undefined))
  for (let index = 0; index < count; index += 1)
    await store.add(
      {
        ...{ id: `display-${index}`, org: '1', feed, name: `Display ${index}`, boardId: allQueuesBoardId },
        ...{ pairedAt: now(), pairedBy: 'boss@example.test' },
        settings: { timeZone: 'UTC', nightHours: null, schedule: [], room: '' },
      },
      hash('sha256', tokenOf(index)),
    )
  const pairings = {
    ...{ requestCode: unexpected, status: unexpected, find: unexpected },
    ...{ approve: unexpected, sweep: unexpected },
  }
  const displays = createDisplays({
    ...{ store, pairings, clocks, defaultTimeZone: 'UTC', feedFor: () => feed },
    ...{ onChanged: ignore, onRevoked: rethrow, onFailed: rethrow },
  })
  const boards = {
    list: unexpected,
    find: (_org: string, id: string) => Promise.resolve({ id, revision: 0, board: allQueuesBoard }),
  }
  const { assignmentFor, knownAssignmentFor } = createShowBoard({
    ...{ boards, displays: displays.authenticated, show: ignore, now, monotonic: now },
  })
  const metrics = createMetrics({
    ...{ clientCount: () => 0, feeds: () => [], history: ignore, cluster: ignore },
    delivery: () => ({
      counts: { delivered: 0, retrying: 0, failed: 0, dropped: 0 },
      ...{ queued: 0, switchedOff: { gone: 0, failing: 0 } },
    }),
    ...{ paintedAgesMs: () => new Map(), displayNames: () => new Map(), clocks, droppedLogLines: () => 0 },
  })
  const hubs = createHubs({ build: 'b', clocks, meter: metrics.meter, log: rethrow })
  const { stream } = createQuietStream()
  hubs.started(feed, { ...stream, pauseReading: ignore, resumeReading: ignore })
  const server = createServer()
  limitConnections(server, { inAll: 5_000, perAddress: 5_000, groupOf: (address) => address })
  const addressOf = () => '192.0.2.1'
  const sockets = createLiveSockets({
    server,
    authenticate: createAuthenticator({
      ...{ displays, hubs, assignmentFor, knownAssignmentFor, addressOf },
      sessions: { find: unexpected },
      ...{ follow: unexpected, findReplay: ignore, joinDrill: () => Promise.resolve(undefined) },
      isInDrill: () => false,
      cookies: createCookies({ isSecure: () => false, basePath: '' }),
    }),
    ...{ addressOf, now, log: rethrow, isOwnOrigin: () => true, sharedDeflate: undefined },
    limits: { inAll: 5_000, perAddress: 5_000, perPerson: 10 },
  })
  closing.push(() => {
    hubs.close()
    sockets.close()
    server.close()
    metrics.close()
  })
  return listening(server)
}

/** A server of `ws` alone that reads what it is sent. */
async function startBareServer(): Promise<number> {
  const server = createServer()
  const webSockets = new WebSocketServer({ server, perMessageDeflate: false })
  webSockets.on('connection', (socket) => {
    socket.on('message', ignore)
  })
  closing.push(() => {
    for (const client of webSockets.clients) client.terminate()
    server.close()
  })
  return listening(server)
}

const target = connectUrl('display', { version: relayVersion, view: viewSpecOf(allQueuesBoard, 'wall') })
const requestOf = (index: number) =>
  [
    `GET ${target} HTTP/1.1`,
    ...['Host: wallboard.test', 'Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13'],
    ...['Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==', `Cookie: wallboard_display=${tokenOf(index)}`],
    ...[`User-Agent: Television ${index}`, '\r\n'],
  ].join('\r\n')

/** A message of a client, masked with zeros. */
function frameOf(message: object): Buffer {
  const payload = Buffer.from(JSON.stringify(message))
  const header = Buffer.from([0x81, 0x80 | 126, payload.length >> 8, payload.length & 0xff, 0, 0, 0, 0])
  return Buffer.concat([header, payload])
}

const report = {
  ...{ width: 1920, height: 1080, build: 'b', paintedAgeMs: 40.5 },
  ...{ frameMsP50: null, frameMsP95: null, heapBytes: 10_000_000, sound: 'off' },
}

/** Connects as a display does: it acknowledges its snapshot, if it is sent one, and reports. */
async function connectDisplay(port: number, index: number, hasSnapshot: boolean): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  sockets.push(socket)
  socket.write(requestOf(index))
  await new Promise<void>((resolve) => {
    let text = ''
    const read = (chunk: Buffer) => {
      text += chunk.toString('latin1')
      if (!text.includes(hasSnapshot ? '{"type":"link"' : '\r\n\r\n')) return
      socket.off('data', read).resume()
      resolve()
    }
    socket.on('data', read)
  })
  socket.write(
    Buffer.concat([
      frameOf({ type: 'ack', epoch: 'e.', seq: 1, paintedAgoMs: 0 }),
      frameOf({ type: 'report', report }),
    ]),
  )
}

const sockets: Socket[] = []

async function usedBytes(): Promise<number> {
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20)) // what was written last is read
    collectGarbage()
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const [warmUps, batches, batch] = [4, 5, 60] as const

/**
 * Bytes for each connection, those of the client included: the median of some batches, because code that the engine compiles
 * and tables that grow count in some of them. The first displays connect several times before.
 */
async function bytesForEach(port: number, hasSnapshot: boolean): Promise<number> {
  async function connectFrom(first: number): Promise<void> {
    for (let index = first; index < first + batch; index += 1) await connectDisplay(port, index, hasSnapshot)
  }
  for (let at = 0; at < warmUps; at += 1) {
    for (const socket of sockets.splice(0)) socket.destroy()
    await connectFrom(0)
  }
  const slopes: number[] = []
  let before = await usedBytes()
  for (let at = 1; at <= batches; at += 1) {
    await connectFrom(at * batch)
    const after = await usedBytes()
    slopes.push((after - before) / batch)
    before = after
  }
  for (const socket of sockets.splice(0)) socket.destroy()
  return slopes.toSorted((a, b) => a - b)[(batches - 1) / 2] ?? NaN
}

it('takes less than 4.5 KiB for a display beyond what ws takes for its socket', async () => {
  const port = await startDisplayServer((batches + 1) * batch)
  const ofBare = await bytesForEach(await startBareServer(), false)
  const ofDisplay = await bytesForEach(port, true)
  expect(ofDisplay - ofBare).toBeLessThan(4_608)
})
