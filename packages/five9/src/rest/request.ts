import { request as requestPlain, type Agent, type IncomingMessage } from 'node:http'
import { request as requestSecure } from 'node:https'
import { ProxyRefused } from '../errors.ts'
import { isRecord } from '../events/wire-values.ts'

/** The agent that connects to an address, such as a tunnel through a proxy; undefined connects directly. */
export type AgentFor = (url: string) => Agent | undefined

interface Request {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | undefined
  readonly signal: AbortSignal
}

/** Sends requests instead of the `fetch` of Node: for example through a dispatcher of undici. */
export type FetchFunction = (
  url: string,
  init: {
    readonly method: string
    readonly headers: Readonly<Record<string, string>>
    readonly body?: string | Uint8Array<ArrayBuffer>
    readonly signal: AbortSignal
    /** A redirect is not followed: it could carry a password or token to another host. */
    readonly redirect: 'manual'
  },
) => Promise<Reply>

/** How requests are sent. `fetch`, when set, is used instead of `agentFor`. */
export interface RequestSender {
  readonly agentFor: AgentFor
  readonly fetch?: FetchFunction | undefined
}

/** The parts of a reply that this library uses. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly body: AsyncIterable<Uint8Array> | null
}

/**
 * Sends one HTTP request without following redirects. Rejects when there is no reply; with ProxyRefused when a proxy
 * refuses the connection.
 */
export async function sendRequest(url: string, request: Request, sender: RequestSender): Promise<Reply> {
  const agent = sender.fetch === undefined ? sender.agentFor(url) : undefined
  // The fetch of Node 20 takes no agent.
  if (agent !== undefined) return sendThrough(agent, url, request)
  const { body, ...rest } = request
  const send: FetchFunction = sender.fetch ?? fetch
  const content = body instanceof Uint8Array ? new Uint8Array(body) : body
  return send(url, { ...rest, redirect: 'manual', ...(content === undefined ? {} : { body: content }) })
}

async function sendThrough(
  agent: Agent,
  url: string,
  { method, headers, body, signal }: Request,
): Promise<Reply> {
  const message = await new Promise<IncomingMessage>((resolve, reject) => {
    const send = url.startsWith('https:') ? requestSecure : requestPlain
    const outgoing = send(url, {
      method,
      agent,
      signal,
      // With a content length the body is not chunked, which some peers do not accept.
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body ?? '')) },
    })
    // The reply of the proxy to CONNECT: its refusal must not look like a reply of Five9.
    outgoing.once('proxyConnect', (reply: unknown) => {
      const status = isRecord(reply) ? reply['statusCode'] : undefined
      if (typeof status === 'number' && status !== 200) reject(new ProxyRefused(status))
    })
    outgoing.once('response', resolve)
    outgoing.once('error', reject)
    outgoing.end(body)
  })
  const received = new Headers()
  for (const [name, values] of Object.entries(message.headersDistinct))
    for (const value of values ?? []) received.append(name, value)
  return { status: message.statusCode ?? 0, headers: received, body: message }
}
