import type { Connection } from '../runtime/connection.ts'
import type { Random } from '../runtime/random.ts'
import type { HttpReply, HttpRequest, Runtime } from '../runtime/runtime.ts'
import type { Domain } from './domain.ts'
import { createFrameSender } from './frame-sender.ts'
import { canary, sources } from './rows.ts'
import { noUpstreamFaults, type UpstreamFaults } from './upstream-faults.ts'

export const five9Host = 'localhost:5999'
export const loginUrl = `http://${five9Host}/appsvcs/rs/svc/auth/login`

/** The simulated Five9: sign-in, session, lists, and the socket with its statistics. */
export interface Five9 {
  readonly faults: UpstreamFaults
  readonly requested: (request: HttpRequest) => HttpReply | 'no answer'
  readonly connected: (url: string, connection: Connection) => void
  /** Sends an increment with what has changed on the floor. */
  readonly flush: () => void
  /** Sends the frame that waits to be overtaken. */
  readonly sendOvertaken: () => void
  /** Sends an event without statistics. */
  readonly announce: (eventId: string) => void
  /** Invalidates all tokens. */
  readonly endTokens: () => void
  readonly sockets: () => readonly Connection[]
  /** True times of the sign-ins that reached Five9. */
  readonly logins: readonly number[]
  /** Called after each statistics event that it sent, or would have sent. */
  onReported: () => void
}

const json = (status: number, value: unknown): HttpReply => ({
  status,
  text: JSON.stringify(value),
  headers: {},
})
const done: HttpReply = { status: 204, text: '', headers: {} }
const refusal = (status: number, errorCode: number): HttpReply =>
  json(status, { five9ExceptionDetail: { errorCode, message: 'refused' } })

export function createFive9(deps: {
  readonly runtime: Pick<Runtime, 'now' | 'at'>
  readonly random: Random
  readonly domain: Domain
}): Five9 {
  const { runtime, random, domain } = deps
  const { now, at } = runtime
  const faults = noUpstreamFaults()
  const tokens = new Set<string>()
  const sockets = new Set<Connection>()
  const logins: number[] = []
  let isWorking = false
  const sender = createFrameSender({ now, domain, faults, random, sockets: () => sockets })

  function replyOf(tokenId: string): HttpReply {
    const [host, port] = five9Host.split(':')
    const dataCenters = [{ active: true, apiUrls: [{ host, port }] }]
    return json(200, {
      tokenId,
      orgId: '1',
      userId: '2',
      context: { farmId: '3' },
      metadata: { dataCenters },
    })
  }

  function login(): HttpReply {
    logins.push(now())
    const tokenId = `${canary}-token-${logins.length}`
    tokens.add(tokenId)
    return replyOf(tokenId)
  }

  function sendFull(): void {
    if (faults.lostFull > 0) {
      faults.lostFull -= 1
      return
    }
    at(now() + random.integer(1, 300) + faults.fullDelayMs, undefined, () => {
      const parts = faults.splitsFull ? sources.map((source) => [source]).reverse() : [sources]
      for (const part of parts) sender.full(part)
      five9.onReported()
    })
  }

  const lists: Readonly<Record<string, () => unknown>> = {
    skills: domain.queues,
    users: () =>
      domain.users().map(({ id, name, queueIds }) => ({
        id,
        fullName: name,
        skillLevels: queueIds.map((skillId) => ({ skillId, level: 1 })),
      })),
    campaigns: () => [],
    not_ready_reason_codes: () => [{ id: '9', name: 'Break' }],
    logout_reason_codes: () => [],
    reason_codes: () => [],
  }

  function requested({ url, headers }: HttpRequest): HttpReply | 'no answer' {
    if (faults.restFailsUntil > now())
      return faults.restStatus === 0 ? 'no answer' : refusal(faults.restStatus, 0)
    const method = new URL(url).pathname.split('/').at(-1) ?? ''
    if (method === 'login') return login()
    const token = (headers['authorization'] ?? '').replace('Bearer-', '')
    if (!tokens.has(token)) return refusal(401, 0)
    if (method === 'metadata' && faults.servesMetadata) return replyOf(token)
    const list = lists[method]
    if (list !== undefined) {
      if (!isWorking) return refusal(435, 3)
      return faults.listsFailUntil > now() ? refusal(503, 0) : json(200, list())
    }
    switch (method) {
      case 'login_state':
        return json(200, isWorking ? 'WORKING' : 'SELECT_STATION')
      case 'session_start':
        isWorking = true
        return done
      case 'session_stop':
        isWorking = false
        return done
      case 'request_full_statistics':
        if (!isWorking) return refusal(435, 3)
        sendFull()
        return done
      default:
        return refusal(404, 0)
    }
  }

  function connected(url: string, connection: Connection): void {
    const token = (new URL(url).searchParams.get('token') ?? '').replace('Bearer-', '')
    if (!tokens.has(token) || !isWorking || faults.upgradesRefusedUntil > now()) {
      connection.refuse()
      return
    }
    sockets.add(connection)
    connection.server.onClose = () => sockets.delete(connection)
    connection.server.onMessage = (data) => {
      if (data === 'ping') connection.server.send(sender.frame('1202', null))
    }
    connection.accept()
    connection.server.send(sender.frame('1010', null))
  }

  const five9: Five9 = {
    faults,
    requested,
    onReported: () => undefined,
    connected,
    logins,
    flush: sender.increment,
    sendOvertaken: sender.sendOvertaken,
    announce: (eventId) => {
      for (const { server } of sockets) server.send(sender.frame(eventId, null))
    },
    endTokens() {
      tokens.clear()
      isWorking = false
    },
    sockets: () => [...sockets],
  }
  return five9
}
