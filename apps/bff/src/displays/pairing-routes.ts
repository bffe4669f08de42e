import type { Request } from 'express'
import { PairingCodeRequest } from '@wallboard/relay/rest/pairing'
import { AppError, retryAfterSeconds } from '../http/app-error.ts'
import { parseBody } from '../http/body.ts'
import type { Limiter } from '../http/limiter.ts'
import type { Actor } from '../auth/actor.ts'
import { parameter, type AccessDeps, type Route } from '../http/route.ts'
import type { Pairings } from './pairings.ts'

export interface PairingDeps extends AccessDeps {
  readonly pairings: Pick<Pairings, 'requestCode' | 'status' | 'find'>
  readonly limits: {
    /** Codes that one network may request. */
    readonly pairingCodes: Limiter
    /** Wrong codes that one person may enter: the probability of a correct guess stays below one in a billion. */
    readonly codeGuesses: Limiter
  }
}

const tenMinutesMs = 10 * 60_000
/** The longest life that browsers allow a cookie; a display renews it each time that it starts. */
export const displayCookieMs = 400 * 24 * 3_600_000

export const codeNotFound = new AppError(404, { code: 'no-such-code' })

const tooManyAttempts = (limit: 'code-guesses' | 'pairing-codes', retryAfterMs: number) =>
  new AppError(
    429,
    { code: 'too-many-attempts', params: { limit, retryAfterSeconds: retryAfterSeconds(retryAfterMs) } },
    retryAfterMs,
  )

/**
 * Counts one attempt of a person before the code is looked up, so that attempts sent at once cannot all pass.
 * @throws AppError 429 when no attempt is left
 */
export async function takeCodeAttempt(deps: PairingDeps, request: Request, { username }: Actor) {
  const from = { address: deps.requestOrigins.addressOf(request) }
  const attempt = await deps.limits.codeGuesses.take(username)
  if (!attempt.ok) {
    deps.securityLog.write('limit', { result: 'code-guesses', user: username, ...from })
    throw tooManyAttempts('code-guesses', attempt.retryAfterMs)
  }
  return { from, succeeded: attempt.giveBack }
}

/** `/api/pairing`: a screen requests a code and waits; a desk looks up which screen shows a code. */
export function pairingRoutes(deps: PairingDeps): Route[] {
  const { cookies, securityLog } = deps
  return [
    {
      method: 'post',
      path: '/api/pairing',
      access: 'anyone',
      async handle({ request, response }) {
        const { width, height } = parseBody(PairingCodeRequest, request.body)
        const address = deps.requestOrigins.addressOf(request)
        const network = deps.requestOrigins.networkOf(request)
        const allowed = await deps.limits.pairingCodes.take(network)
        if (!allowed.ok) {
          securityLog.write('limit', { result: 'pairing-codes', address })
          throw tooManyAttempts('pairing-codes', allowed.retryAfterMs)
        }
        const device = { address, network, browser: browserOf(request), width, height }
        const { secret, evictedAddress } = await deps.pairings.requestCode(device)
        securityLog.write('pairing', { result: 'requested', address })
        if (evictedAddress !== undefined)
          securityLog.write('limit', { result: 'pairing-evicted', address: evictedAddress })
        cookies.pairing.set(request, response, secret, tenMinutesMs)
        response.status(201).json((await deps.pairings.status(secret))?.progress)
      },
    },
    {
      method: 'get',
      path: '/api/pairing',
      access: 'anyone',
      async handle({ request, response }) {
        const found = await deps.pairings.status(cookies.pairing.read(request))
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
        const attempt = await takeCodeAttempt(deps, request, person)
        const found = await deps.pairings.find(parameter(request, 'code'))
        if (found === undefined) {
          securityLog.write('pairing', { result: 'wrong-code', user: person.username, ...attempt.from })
          throw codeNotFound
        }
        await attempt.succeeded()
        response.json(found)
      },
    },
  ]
}

const browserOf = (request: Request) => (request.headers['user-agent'] ?? 'unknown').slice(0, 200)
