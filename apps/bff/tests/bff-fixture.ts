import type { DataSource } from '@wallboard/five9/identifiers'
import {
  decodeServerMessage,
  connectUrl,
  relayVersion,
  type Clocks,
  type ServerMessage,
  wholeView,
} from '@wallboard/relay'
import { createSimulator, type SimulatorOptions } from '@wallboard/simulator'
import { createStatistics } from '@wallboard/statistics'
import WebSocket from 'ws'
import { systemClocks } from '../src/app/clocks.ts'
import { readConfig } from '../src/config.ts'
import { createService, type Service } from '../src/app/service.ts'
import { closing, temporaryDirectory } from './clean-up.ts'

export const user = { username: 'demo@wallboard.test', password: 'demo' }

/** Starts a simulated domain and a BFF on it; `again` starts the BFF once more over the same files. All end with the test. */
export async function start(
  options: Partial<SimulatorOptions> = {},
  environment: Record<string, string> = {},
  clocks: Clocks = systemClocks,
) {
  const simulator = await createSimulator({
    ...{ queues: 5, agents: 20, speed: 10, startsAtPeak: true },
    ...options,
  })
  closing.push(() => simulator.close())
  const dataDir = await temporaryDirectory()
  const variables = {
    PORT: '0',
    DATA_DIR: dataDir,
    FIVE9_LOGIN_URL: simulator.loginUrl,
    LOG_LEVEL: 'silent',
    HISTORY: 'off', // its threads take time to start
    ...environment,
  }
  const again = async () => {
    const service = await createService(readConfig(variables), clocks)
    closing.push(() => service.close())
    return service
  }
  return { simulator, service: await again(), again }
}

/** Signs in. `cookie` of the result has the form of a `Cookie` header. */
export async function signIn(
  service: Pick<Service, 'url'>,
  body: unknown = user,
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${service.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';')
  return {
    status: response.status,
    text: await response.text(),
    cookie,
    setCookie: response.headers.get('set-cookie'),
  }
}

/** A client without a browser: applies and counts the messages that it receives, and acknowledges them. */
export function connect(
  service: Pick<Service, 'url'>,
  cookie: string,
  options: {
    origin?: string
    resume?: { epoch: string; seq: number }
    sources?: readonly DataSource[]
    /** The id of the replay to join. */
    replay?: string
  } = {},
) {
  const origin = options.origin ?? service.url
  const subscription = {
    version: relayVersion,
    view: wholeView('wall', options.sources ?? ['ACD_STATUS']),
    ...(options.resume === undefined ? {} : { resume: options.resume }),
  }
  const target = connectUrl('person', subscription, options.replay)
  const socket = new WebSocket(`${service.url.replace('http', 'ws')}${target}`, {
    headers: { cookie, origin },
  })
  closing.push(() => {
    socket.terminate()
    return Promise.resolve()
  })
  const messages: ServerMessage[] = []
  const texts: string[] = []
  const statistics = createStatistics()
  let position: { epoch: string; seq: number } | undefined
  const closed = new Promise<number>((resolve) => {
    socket.on('close', resolve)
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0)
    })
    socket.on('error', () => undefined)
  })
  socket.on('message', (data: Buffer) => {
    texts.push(data.toString())
    const decoded = decodeServerMessage(data.toString())
    if (!decoded.ok) throw new Error(decoded.reason)
    const { message } = decoded
    messages.push(message)
    if (message.type === 'snapshot') statistics.applyFull(message.payLoad)
    if (message.type === 'changes') statistics.applyChanges(message.payLoad)
    if (message.type !== 'snapshot' && message.type !== 'changes') return
    position = { epoch: message.epoch, seq: message.seq }
    socket.send(JSON.stringify({ type: 'ack', ...position, paintedAgoMs: 0 }))
  })
  return {
    socket,
    messages,
    texts,
    closed,
    position: () => position,
    count: (type: ServerMessage['type']) => messages.filter((message) => message.type === type).length,
    link: () => messages.flatMap((message) => ('link' in message ? [message.link.state] : [])).at(-1),
    rows: () => [...statistics.rows('ACD_STATUS').values()].map(({ asOf: _asOf, ...row }) => row),
  }
}
