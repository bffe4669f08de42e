import type { Request } from 'express'
import { PairingCodeRequest, type PairingProgress, type PendingPairing } from '@wallboard/relay/rest/pairing'
import type { BrowserSession } from '../auth/browser-sessions.ts'
import { AppError, retryAfterSeconds } from '../http/app-error.ts'
import { parseBody } from '../http/body.ts'
import type { Limiter } from '../http/limiter.ts'
import { parameter, type AccessDeps, type Route } from '../http/route.ts'

export interface PairingDeps extends AccessDeps {
  readonly pairings: {
    readonly ask: (asker: {
      readonly address: string
      readonly network: string
      readonly browser: string
      readonly width: number
      readonly height: number
    }) => { readonly secret: string; readonly code: string; readonly gaveWay: string | undefined }
    readonly progress: (
      secret: string | undefined,
    ) => { readonly progress: PairingProgress; readonly displayToken?: string } | undefined
    readonly find: (code: string) => PendingPairing | undefined
  }
  readonly limits: {
    /** Codes that a network may ask for. */
    readonly pairingAsks: Limiter
    /** Wrong codes that a person may type: the odds of a guess stay below one in a billion. */
    readonly codeGuesses: Limiter
  }
}

const tenMinutesMs = 10 * 60_000
/** As long as browsers keep a cookie at all; a screen renews it each time that it starts. */
export const displayCookieMs = 400 * 24 * 3_600_000

export const codeNotFound = new AppError(404, { code: 'no-such-code' })

const tooManyAttempts = (limit: 'code-guesses' | 'pairing-codes', retryAfterMs: number) =>
  new AppError(
    429,
    { code: 'too-many-attempts', params: { limit, retryAfterSeconds: retryAfterSeconds(retryAfterMs) } },
    retryAfterMs,
  )

/**
 * Takes one guess from a person before the code is looked at, so that guesses sent at once cannot all pass.
 * @throws AppError 429 when none is left
 */
export async function guessing(deps: PairingDeps, request: Request, { username }: BrowserSession) {
  const from = { address: deps.visitors.addressOf(request) }
  const guess = await deps.limits.codeGuesses.take(username)
  if (!guess.ok) {
    deps.securityLog.write('limit', { result: 'code-guesses', user: username, ...from })
    throw tooManyAttempts('code-guesses', guess.retryAfterMs)
  }
  return { from, wasRight: guess.giveBack }
}

/** `/api/pairing`: a screen asks for a code and waits; a desk looks at who asked. */
export function pairingRoutes(deps: PairingDeps): Route[] {
  const { cookies, securityLog } = deps
  return [
    {
      method: 'post',
      path: '/api/pairing',
      access: 'anyone',
      async handle({ request, response }) {
        const { width, height } = parseBody(PairingCodeRequest, request.body)
        const address = deps.visitors.addressOf(request)
        const network = deps.visitors.networkOf(request)
        const ask = await deps.limits.pairingAsks.take(network)
        if (!ask.ok) {
          securityLog.write('limit', { result: 'pairing-asks', address })
          throw tooManyAttempts('pairing-codes', ask.retryAfterMs)
        }
        const asked = deps.pairings.ask({ address, network, browser: browserOf(request), width, height })
        securityLog.write('pairing', { result: 'asked', address })
        if (asked.gaveWay !== undefined)
          securityLog.write('limit', { result: 'pairing-places', address: asked.gaveWay })
        cookies.pairing.set(request, response, asked.secret, tenMinutesMs)
        response.status(201).json(deps.pairings.progress(asked.secret)?.progress)
      },
    },
    {
      method: 'get',
      path: '/api/pairing',
      access: 'anyone',
      handle({ request, response }) {
        const found = deps.pairings.progress(cookies.pairing.read(request))
        if (found === undefined) throw new AppError(404, { code: 'not-pairing' })
        if (found.displayToken !== undefined) {
          cookies.display.set(request, response, found.displayToken, displayCookieMs)
          cookies.pairing.clear(request, response)
        }
        response.json(found.progress)
      },
    },
    {
      method: 'get',
      path: '/api/pairing/:code',
      access: 'person',
      async handle({ request, response }, person) {
        const guess = await guessing(deps, request, person)
        const found = deps.pairings.find(parameter(request, 'code'))
        if (found === undefined) {
          securityLog.write('pairing', { result: 'wrong-code', user: person.username, ...guess.from })
          throw codeNotFound
        }
        await guess.wasRight()
        response.json(found)
      },
    },
  ]
}

const browserOf = (request: Request) => (request.headers['user-agent'] ?? 'unknown').slice(0, 200)
