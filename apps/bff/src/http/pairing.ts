import { Router, type Request } from 'express'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { PairingAsk, type PairingProgress, type PairingRequest } from '@wallboard/relay/pairing'
import { AppError } from './app-error.ts'
import { bodyOf } from './body.ts'
import { displayCookie, pairingCookie } from './secret-cookie.ts'
import { signedIn, type SessionLookup } from './signed-in.ts'

export interface PairingDeps extends SessionLookup {
  readonly pairings: {
    readonly ask: (asker: {
      readonly address: string
      readonly browser: string
      readonly width: number
      readonly height: number
    }) => { readonly secret: string; readonly code: string } | undefined
    readonly progress: (
      secret: string | undefined,
    ) => { readonly progress: PairingProgress; readonly displayToken?: string } | undefined
    readonly find: (code: string) => PairingRequest | undefined
  }
}

const tenMinutesMs = 10 * 60_000
/** As long as browsers keep a cookie at all; a screen renews it each time that it starts. */
export const displayCookieMs = 400 * 24 * 3_600_000

const tooMany = new AppError(
  429,
  'too-many-attempts',
  'Too many codes were tried. Wait ten minutes and try again.',
)

/** Wrong codes that one person may type in ten minutes; the odds of a guess stay below one in a billion. */
export function createGuessLimit() {
  const guesses = new RateLimiterMemory({ points: 5, duration: 600 })
  return {
    /** @throws AppError 429 when the person has none left */
    async check(username: string): Promise<void> {
      const used = await guesses.get(username)
      if (used !== null && used.remainingPoints <= 0) throw tooMany
    },
    async missed(username: string): Promise<void> {
      await guesses.consume(username).catch(() => undefined) // counted
    },
  }
}
export type GuessLimit = ReturnType<typeof createGuessLimit>

export const noSuchCode = new AppError(
  404,
  'no-such-code',
  'No screen shows this code now. Codes last ten minutes and work once: read it from the screen again.',
)

/** `/api/pairing`: a screen asks for a code and waits; a desk looks at who asked. */
export function pairingRoutes(deps: PairingDeps, guesses: GuessLimit): Router {
  const router = Router()
  const asksByAddress = new RateLimiterMemory({ points: 20, duration: 60 })

  router.post('/', async (request, response) => {
    const { width, height } = bodyOf(PairingAsk, request.body)
    await asksByAddress.consume(request.ip ?? '').catch(() => {
      throw new AppError(429, 'too-many-attempts', 'This address asks for too many codes. Wait a minute.')
    })
    const asked = deps.pairings.ask({ ...placeOf(request), width, height })
    if (asked === undefined)
      throw new AppError(
        503,
        'too-many-screens',
        'Too many screens wait to be paired. Try again in ten minutes.',
      )
    pairingCookie.set(request, response, asked.secret, tenMinutesMs)
    response.status(201).json(deps.pairings.progress(asked.secret)?.progress)
  })
  router.get('/', (request, response) => {
    const found = deps.pairings.progress(pairingCookie.read(request))
    if (found === undefined)
      throw new AppError(404, 'not-pairing', 'This screen does not wait to be paired. Ask for a code first.')
    if (found.displayToken !== undefined) {
      displayCookie.set(request, response, found.displayToken, displayCookieMs)
      pairingCookie.clear(request, response)
    }
    response.json(found.progress)
  })
  router.get('/:code', async (request, response) => {
    const { username } = signedIn(deps, request)
    await guesses.check(username)
    const found = deps.pairings.find(request.params.code)
    if (found === undefined) {
      await guesses.missed(username)
      throw noSuchCode
    }
    response.json(found)
  })
  return router
}

/** Where a request came from, as a person may be shown it. */
export function placeOf(request: Request): { readonly address: string; readonly browser: string } {
  return {
    address: request.ip ?? 'unknown',
    browser: (request.headers['user-agent'] ?? 'unknown').slice(0, 200),
  }
}
