/** A client of the protocol that shares no code with packages/five9: fetch, ws, and Five9's reference. */
import { expect } from 'vitest'
import WebSocket from 'ws'
import { closing } from '../../../.config/closing.ts'
import { createSimulator, type Simulator, type SimulatorOptions } from '../src/index.ts'

/** Starts a simulator, which ends with the test. */
export async function start(options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const simulator = await createSimulator({ queues: 4, agents: 15, cadenceMs: 40, ...options })
  closing.push(() => simulator.close())
  return simulator
}

export interface Reply {
  readonly status: number
  readonly text: string
  /** Undefined where the body is empty or no JSON. */
  readonly body: unknown
  readonly headers: Headers
}

export const record = (value: unknown): Record<string, unknown> => Object(value) as Record<string, unknown>
export const detailOf = (reply: Reply) => record(record(reply.body).five9ExceptionDetail)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

export async function send(
  url: string,
  method: string,
  body?: unknown,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<Reply> {
  const response = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  })
  const text = await response.text()
  return { status: response.status, text, body: parsed(text), headers: response.headers }
}

export type User = Awaited<ReturnType<typeof signIn>>

export async function signIn(simulator: Simulator, policy = 'AttachExisting', password = 'demo') {
  const reply = await send(simulator.loginUrl, 'POST', {
    passwordCredentials: { username: 'demo@wallboard.test', password },
    policy,
  })
  const login = record(reply.body)
  const headers = { authorization: `Bearer-${String(login.tokenId)}` }
  const id = String(login.userId)
  const org = `/orgs/${String(login.orgId)}`
  const callAt =
    (context: string) =>
    (method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Reply> =>
      send(`${simulator.activeOrigin()}/${context}/rs/svc${path}`, method, body, headers, signal)
  return {
    reply,
    login,
    headers,
    id,
    org,
    own: `/supervisors/${id}`,
    call: callAt('supsvcs'),
    agentOwn: `/agents/${id}`,
    agentCall: callAt('appsvcs'),
  }
}

/** Signs in and starts the supervisor's session. */
export async function work(simulator: Simulator): Promise<User> {
  const user = await signIn(simulator)
  expect((await user.call('PUT', `${user.own}/session_start?force=true`)).status).toBe(204)
  return user
}

export interface Received {
  readonly context: Record<string, unknown>
  readonly payLoad: unknown
}

export async function connect(origin: string, user: User, path = '/supsvcs/sws/wall_super') {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}`, { headers: user.headers })
  closing.push(() => {
    socket.terminate()
  })
  /** Every message, and of those that are events in JSON, the event. */
  const raw: { readonly text: string; readonly isBinary: boolean }[] = []
  const frames: Received[] = []
  socket.on('message', (data: Buffer, isBinary) => {
    const text = data.toString()
    raw.push({ text, isBinary })
    const event = record(parsed(text))
    if (typeof event.context === 'object' && event.context !== null)
      frames.push({ context: record(event.context), payLoad: event.payLoad })
  })
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  let closeCode: number | undefined
  void closed.then((code) => (closeCode = code))
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  socket.on('error', () => undefined)
  const ids = () => frames.map(({ context }) => context.eventId)
  return {
    socket,
    raw,
    frames,
    ids,
    of: (eventId: string) => frames.filter(({ context }) => context.eventId === eventId),
    closed,
    isClosed: () => closeCode !== undefined,
  }
}

export interface WireBlock {
  readonly dataSource: string
  readonly data?: readonly Record<string, unknown>[]
  readonly added?: readonly Record<string, unknown>[]
  readonly updated?: readonly Record<string, unknown>[]
  readonly removed?: readonly unknown[]
}

export const blocksOf = ({ payLoad }: Received) => payLoad as readonly WireBlock[]

/** What a client holds that folds 5000 and 5012 as the reference says: replace, remove, upsert by merging. */
export function fold(frames: readonly Received[]): Record<string, Record<string, Record<string, unknown>>> {
  const sources: Record<string, Record<string, Record<string, unknown>>> = {}
  for (const frame of frames) {
    const { eventId } = frame.context
    if (eventId !== '5000' && eventId !== '5012') continue
    if (!Array.isArray(frame.payLoad)) continue
    for (const block of blocksOf(frame)) {
      const table = eventId === '5000' ? {} : (sources[block.dataSource] ?? {})
      sources[block.dataSource] = table
      for (const gone of block.removed ?? []) {
        const id = typeof gone === 'object' ? record(gone).id : gone
        Reflect.deleteProperty(table, String(id))
      }
      for (const row of [...(block.data ?? []), ...(block.added ?? []), ...(block.updated ?? [])]) {
        table[String(row.id)] = { ...table[String(row.id)], ...row }
      }
    }
  }
  return sources
}

/** The truth in the shape of `fold`. */
export function truthOf(simulator: Simulator) {
  return Object.fromEntries(
    Object.entries(simulator.truth().sources).map(([source, rows]) => [
      source,
      Object.fromEntries(rows.map((row) => [row.id, row])),
    ]),
  )
}
