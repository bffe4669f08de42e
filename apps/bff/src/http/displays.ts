import { Router } from 'express'
import type { DisplaySettings } from '@wallboard/relay/displays'
import { DisplayChange, DisplayCommand, NewDisplay, type DisplayCard } from '@wallboard/relay/fleet'
import { AppError } from './app-error.ts'
import { bodyOf } from './body.ts'
import { displayCookieMs, noSuchCode, type GuessLimit } from './pairing.ts'
import { displayCookie } from './secret-cookie.ts'
import { signedIn, type SessionLookup } from './signed-in.ts'

interface Display {
  readonly id: string
  readonly org: string
  readonly name: string
  readonly settings: DisplaySettings
}

export interface DisplaysDeps extends SessionLookup {
  readonly displays: {
    readonly pair: (
      by: { readonly org: string; readonly username: string },
      given: NewDisplay,
    ) => Promise<{ readonly id: string } | undefined>
    readonly fleet: (org: string) => Promise<readonly DisplayCard[]>
    readonly find: (org: string, id: string) => Promise<Display | undefined>
    readonly change: (org: string, id: string, change: DisplayChange) => Promise<Display | undefined>
    readonly revoke: (org: string, id: string) => Promise<boolean>
    readonly admit: (token: string | undefined) => Promise<Display | undefined>
  }
  /** False when the screen is not connected now. */
  readonly command: (id: string, command: DisplayCommand['command']) => boolean
  readonly hasBoard: (org: string, boardId: string) => Promise<boolean>
  readonly now: () => number
}

const noSuchDisplay = new AppError(
  404,
  'no-such-display',
  'There is no such display. It may have been removed.',
)

/** `/api/displays`: the fleet, for a desk of the same domain. */
export function displaysRoutes(deps: DisplaysDeps, guesses: GuessLimit): Router {
  const router = Router()

  async function checkBoard(org: string, boardIds: readonly (string | undefined)[]): Promise<void> {
    for (const boardId of boardIds) {
      if (boardId === undefined || (await deps.hasBoard(org, boardId))) continue
      throw new AppError(
        400,
        'no-such-board',
        'There is no such board. It may have been removed: choose another.',
      )
    }
  }

  router.get('/', async (request, response) => {
    const { org } = signedIn(deps, request)
    response.json({ serverTime: deps.now(), displays: await deps.displays.fleet(org) })
  })
  router.post('/', async (request, response) => {
    const by = signedIn(deps, request)
    const given = bodyOf(NewDisplay, request.body)
    await guesses.check(by.username)
    await checkBoard(by.org, [given.boardId])
    const paired = await deps.displays.pair(by, given)
    if (paired === undefined) {
      await guesses.missed(by.username)
      throw noSuchCode
    }
    response.status(201).json({ id: paired.id })
  })
  router.patch('/:id', async (request, response) => {
    const { org } = signedIn(deps, request)
    const change = bodyOf(DisplayChange, request.body)
    await checkBoard(org, [change.boardId, ...(change.schedule ?? []).map(({ boardId }) => boardId)])
    const changed = await deps.displays.change(org, request.params.id, change)
    if (changed === undefined) throw noSuchDisplay
    response.status(204).end()
  })
  router.delete('/:id', async (request, response) => {
    const { org } = signedIn(deps, request)
    if (!(await deps.displays.revoke(org, request.params.id))) throw noSuchDisplay
    response.status(204).end()
  })
  router.post('/:id/commands', async (request, response) => {
    const { org } = signedIn(deps, request)
    const { command } = bodyOf(DisplayCommand, request.body)
    const display = await deps.displays.find(org, request.params.id)
    if (display === undefined) throw noSuchDisplay
    if (!deps.command(display.id, command))
      throw new AppError(
        409,
        'not-online',
        'This screen is not connected now. It can be told when it is back.',
      )
    response.status(204).end()
  })
  return router
}

/** `/api/display`: what a paired screen may know of itself. */
export function ownDisplayRoutes(deps: DisplaysDeps): Router {
  const router = Router()
  router.get('/', async (request, response) => {
    const token = displayCookie.read(request)
    const display = await deps.displays.admit(token)
    if (display === undefined || token === undefined)
      throw new AppError(401, 'not-paired', 'This screen is not paired. Ask for a code.')
    displayCookie.set(request, response, token, displayCookieMs)
    const { id, name, settings } = display
    response.json({ id, name, settings })
  })
  return router
}
