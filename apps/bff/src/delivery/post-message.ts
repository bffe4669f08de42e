import { request as requestHttp, type Agent, type IncomingMessage } from 'node:http'
import { request as requestHttps, type RequestOptions } from 'node:https'
import { addressFault, isNameAllowed, literalAddress, type AllowList } from './address-check.ts'
import type { AttemptResult } from './attempt-state.ts'
import { resultWithin } from '../promises/time-limit.ts'
import { parseRetryAfter } from './retry-after.ts'
import { AddressRefused, checkedAddress, checkedLookup, type ResolveName } from './checked-lookup.ts'

/** One request to a receiver. */
export interface Message {
  readonly address: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Sends one message and waits for its answer; never rejects. `signal` gives it up. */
export type PostMessage = (message: Message, signal: AbortSignal) => Promise<AttemptResult>

export interface PostDeps {
  readonly allow: AllowList
  /** Epoch milliseconds. */
  readonly nowWall: () => number
  /** The agent of the company's proxy for an address; undefined connects directly. */
  readonly agentFor: (address: string) => Agent | undefined
  readonly resolve?: ResolveName
  /** Certificate authorities to trust in place of the default ones, in PEM. */
  readonly ca?: string
  readonly connectWithinMs?: number
  readonly answerWithinMs?: number
}

const maxReadBytes = 64 * 1024
const maxShownBytes = 1024

/** The first kilobyte of an answer, without control characters. */
const shownText = (bytes: Buffer): string =>
  new TextDecoder().decode(bytes.subarray(0, maxShownBytes)).replace(/[^\P{Cc}\n\t]/gu, ' ')

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const tlsCodes = /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO|HOSTNAME_MISMATCH)/

type Fault = Extract<AttemptResult, { type: 'failed' }>['fault']

function faultOf(error: Error, isConnected: boolean): Fault {
  const code = codeOf(error)
  if (error instanceof AddressRefused || code === 'EADDRREFUSED') return 'address-refused'
  if (code === 'ENOTFOUND' || code.startsWith('EAI_')) return 'no-such-host'
  if (tlsCodes.test(code)) return 'tls'
  return isConnected ? 'ended' : 'no-connection'
}

/** Reads an answer up to 64 KB. Its status counts, however its body ends. */
function readAnswer(response: IncomingMessage, nowWall: number, done: (result: AttemptResult) => void): void {
  const chunks: Buffer[] = []
  let size = 0
  const finish = () => {
    response.destroy()
    const { statusCode: status = 0, headers } = response
    const retryAfterMs = parseRetryAfter(headers['retry-after'], nowWall)
    done({ type: 'answered', status, retryAfterMs, response: shownText(Buffer.concat(chunks)) })
  }
  response.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size - chunk.length < maxShownBytes) chunks.push(chunk)
    if (size > maxReadBytes) finish()
  })
  for (const event of ['end', 'close', 'error'] as const) response.on(event, finish)
}

/**
 * Sends messages by POST over a new connection each, without following redirects. An address inside the network is
 * refused, unless WEBHOOK_ALLOW lists it: the check is part of the connection's own look-up. A proxy is asked to connect
 * to the checked address, so it resolves no name for us; a name that WEBHOOK_ALLOW lists is left to the proxy.
 */
export function createPostMessage(deps: PostDeps): PostMessage {
  const { allow, resolve, connectWithinMs = 5_000, answerWithinMs = 10_000 } = deps

  async function optionsFor(url: URL): Promise<RequestOptions> {
    const agent = deps.agentFor(url.href)
    const trusted = deps.ca === undefined ? {} : { ca: deps.ca }
    if (agent === undefined) return { ...trusted, agent: false, lookup: checkedLookup(url, allow, resolve) }
    if (literalAddress(url) === undefined && isNameAllowed(url, allow)) return { ...trusted, agent }
    // Node prefers `hostname` to `host`.
    const tooLate = (): never => {
      throw Object.assign(new Error(`the name was not resolved within ${connectWithinMs / 1_000} s`), {
        code: 'EAI_AGAIN',
      })
    }
    const hostname = await resultWithin(checkedAddress(url, allow, resolve), connectWithinMs, tooLate)
    return { ...trusted, agent, hostname, servername: url.hostname }
  }

  function post(url: URL, options: RequestOptions, message: Message, signal: AbortSignal) {
    return new Promise<AttemptResult>((resolveResult) => {
      let isConnected = false
      let isSent = false
      let isDone = false
      const connectTimer = setTimeout(() => {
        fail('timeout', `no connection within ${connectWithinMs / 1_000} s`)
      }, connectWithinMs)
      const answerTimer = setTimeout(() => {
        if (answer !== undefined)
          answer.destroy() // its status counts
        else fail('timeout', `no answer within ${answerWithinMs / 1_000} s`)
      }, answerWithinMs)
      let answer: IncomingMessage | undefined
      const done = (result: AttemptResult) => {
        if (isDone) return
        isDone = true
        clearTimeout(connectTimer)
        clearTimeout(answerTimer)
        request.destroy()
        resolveResult(result)
      }
      const fail = (fault: Fault, detail: string) => {
        done({ type: 'failed', fault, detail, mayBeReceived: isConnected && isSent })
      }
      const send = url.protocol === 'https:' ? requestHttps : requestHttp
      const request = send(url, {
        ...options,
        method: 'POST',
        signal,
        headers: {
          host: url.host,
          'accept-encoding': 'identity',
          'content-type': 'application/json',
          'user-agent': 'five9-wallboard',
          ...message.headers,
          'content-length': Buffer.byteLength(message.body),
        },
      })
      request.on('socket', (socket) => {
        socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
          isConnected = true
          clearTimeout(connectTimer)
        })
      })
      request.on('finish', () => (isSent = true))
      request.on('proxyConnect', ({ statusCode }: { readonly statusCode?: number }) => {
        if (statusCode !== 200) fail('proxy', `the proxy answered ${statusCode ?? 'nothing'}`)
      })
      request.on('response', (response) => {
        answer = response
        readAnswer(response, deps.nowWall(), done)
      })
      request.on('error', (error) => {
        fail(faultOf(error, isConnected), error.message)
      })
      request.end(message.body)
    })
  }

  return async (message, signal) => {
    const refused = addressFault(message.address, allow)
    if (refused !== undefined)
      return {
        ...{ type: 'failed', fault: 'address-refused', mayBeReceived: false },
        detail: `this address is not allowed (${refused})`,
      }
    const url = new URL(message.address)
    try {
      return await post(url, await optionsFor(url), message, signal)
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error))
      return { type: 'failed', fault: faultOf(failure, false), detail: failure.message, mayBeReceived: false }
    }
  }
}
