import {
  decodeServerMessage,
  connectUrl,
  relayVersion,
  type ServerMessage,
  wholeView,
} from '@wallboard/relay'
import { expect } from 'vitest'
import WebSocket from 'ws'
import type { Service } from '../src/app/service.ts'
import { signIn } from './bff-fixture.ts'
import { closing } from './clean-up.ts'

const json = { 'content-type': 'application/json' }

/** Sends a request. `cookie` of the result has the cookies of the reply in the form of a `Cookie` header. */
export async function call(
  service: Pick<Service, 'url'>,
  method: string,
  path: string,
  cookie = '',
  body?: unknown,
) {
  const response = await fetch(`${service.url}${path}`, {
    method,
    headers: { ...json, cookie, origin: new URL(service.url).origin },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const cookies = response.headers
    .getSetCookie()
    .map((each) => each.split(';')[0] ?? '')
    .filter((each) => !each.endsWith('='))
  return {
    status: response.status,
    text,
    cookie: cookies.join('; '),
    setCookie: response.headers.getSetCookie(),
  }
}

export async function requestPairingCode(service: Pick<Service, 'url'>) {
  const reply = await call(service, 'POST', '/api/pairing', '', { width: 1920, height: 1080 })
  expect(reply.status).toBe(201)
  return { code: /"code":"([^"]+)"/.exec(reply.text)?.[1] ?? '', cookie: reply.cookie }
}

export const newDisplayBody = (code: string, name = 'Door') => ({ code, name, boardId: 'all-queues' })

/** Signs in and pairs a display. `desk` and `screen` are the cookies of the two sides. */
export async function pair(service: Pick<Service, 'url'>, name = 'Door') {
  const desk = (await signIn(service)).cookie
  const screen = await requestPairingCode(service)
  const paired = await call(service, 'POST', '/api/displays', desk, newDisplayBody(screen.code, name))
  expect(paired.status).toBe(201)
  const progress = await call(service, 'GET', '/api/pairing', screen.cookie)
  expect(progress.text).toContain('paired')
  return { desk, screen: progress.cookie, id: /"id":"([^"]+)"/.exec(paired.text)?.[1] ?? '' }
}

export function connectDisplay(service: Pick<Service, 'url'>, cookie: string) {
  const target = connectUrl('display', { version: relayVersion, view: wholeView('desk', ['AGENT_STATE']) })
  const socket = new WebSocket(`${service.url.replace('http', 'ws')}${target}`, {
    headers: { cookie, origin: new URL(service.url).origin },
  })
  closing.push(() => {
    socket.terminate()
    return Promise.resolve()
  })
  const messages: ServerMessage[] = []
  socket.on('message', (data: Buffer) => {
    const decoded = decodeServerMessage(data.toString())
    if (decoded.ok) messages.push(decoded.message)
  })
  const closed = new Promise<number>((resolve) => {
    socket.on('close', resolve)
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0)
    })
    socket.on('error', () => undefined)
  })
  const last = <T extends ServerMessage['type']>(type: T) =>
    messages.filter((message): message is Extract<ServerMessage, { type: T }> => message.type === type).at(-1)
  /** Acknowledges the latest snapshot or changes as painted. */
  function acknowledge(): void {
    const latest = messages.filter((each) => each.type === 'snapshot' || each.type === 'changes').at(-1)
    if (latest !== undefined)
      socket.send(JSON.stringify({ type: 'ack', epoch: latest.epoch, seq: latest.seq, paintedAgoMs: 0 }))
  }
  return { socket, messages, closed, last, acknowledge }
}
