import { DisplayChange, DisplayCommand, NewDisplay } from '@wallboard/relay/rest/display-list'
import type { Actor } from '../auth/actor.ts'
import { AppError } from '../http/app-error.ts'
import { parseBody } from '../http/body.ts'
import { parameter, type Route } from '../http/route.ts'
import type { Displays } from './displays.ts'
import { codeNotFound, displayCookieMs, takeCodeAttempt, type PairingDeps } from './pairing-routes.ts'

export interface DisplayRoutesDeps extends PairingDeps {
  readonly displays: Pick<Displays, 'pair' | 'summaries' | 'find' | 'change' | 'revoke' | 'authenticate'>
  /** False when the display is not connected. */
  readonly command: (id: string, command: DisplayCommand['command']) => Promise<boolean>
  readonly hasBoard: (org: string, boardId: string) => Promise<boolean>
  /** Epoch milliseconds. */
  readonly now: () => number
}

const noSuchDisplay = new AppError(404, { code: 'no-such-display' })

/** `/api/displays`: the displays of the caller's domain. `/api/display`: what a display may know of itself. */
export function displayRoutes(deps: DisplayRoutesDeps): Route[] {
  async function checkBoards(org: string, boardIds: readonly (string | undefined)[]): Promise<void> {
    for (const boardId of new Set(boardIds)) {
      if (boardId === undefined || (await deps.hasBoard(org, boardId))) continue
      throw new AppError(400, { code: 'no-such-board' })
    }
  }
  const logChange = (result: string, { username }: Actor, display: string) => {
    deps.securityLog.write('display', { result, user: username, display })
  }

  return [
    {
      method: 'get',
      path: '/api/displays',
      access: 'person',
      async handle({ response }, { org }) {
        response.json({ serverTime: deps.now(), displays: await deps.displays.summaries(org) })
      },
    },
    {
      method: 'post',
      path: '/api/displays',
      access: 'person',
      async handle({ request, response }, by) {
        const newDisplay = parseBody(NewDisplay, request.body)
        const attempt = await takeCodeAttempt(deps, request, by)
        await checkBoards(by.org, [newDisplay.boardId])
        const paired = await deps.displays.pair(by, newDisplay)
        if (paired === undefined) {
          deps.securityLog.write('pairing', { result: 'wrong-code', user: by.username, ...attempt.from })
          throw codeNotFound
        }
        await attempt.succeeded()
        deps.securityLog.write('pairing', {
          ...{ result: 'approved', user: by.username, display: paired.id },
          ...attempt.from,
        })
        response.status(201).json({ id: paired.id })
      },
    },
    {
      method: 'patch',
      path: '/api/displays/:id',
      access: 'person',
      async handle({ request, response }, by) {
        const id = parameter(request, 'id')
        const change = parseBody(DisplayChange, request.body)
        await checkBoards(by.org, [change.boardId, ...(change.schedule ?? []).map(({ boardId }) => boardId)])
        const changed = await deps.displays.change(by.org, id, change)
        if (changed === undefined) throw noSuchDisplay
        logChange('changed', by, id)
        response.status(204).end()
      },
    },
    {
      method: 'delete',
      path: '/api/displays/:id',
      access: 'person',
      async handle({ request, response }, by) {
        const id = parameter(request, 'id')
        if (!(await deps.displays.revoke(by.org, id))) throw noSuchDisplay
        logChange('revoked', by, id)
        response.status(204).end()
      },
    },
    {
      method: 'post',
      path: '/api/displays/:id/commands',
      access: 'person',
      async handle({ request, response }, by) {
        const { command } = parseBody(DisplayCommand, request.body)
        const display = await deps.displays.find(by.org, parameter(request, 'id'))
        if (display === undefined) throw noSuchDisplay
        if (!(await deps.command(display.id, command))) throw new AppError(409, { code: 'not-online' })
        logChange(command, by, display.id)
        response.status(204).end()
      },
    },
    {
      method: 'get',
      path: '/api/display',
      access: 'screen',
      async handle({ request, response }) {
        const token = deps.cookies.display.read(request)
        const display = await deps.displays.authenticate(token)
        if (display === undefined || token === undefined) throw new AppError(401, { code: 'not-paired' })
        deps.cookies.display.set(request, response, token, displayCookieMs)
        const { id, name, settings } = display
        response.json({ id, name, settings })
      },
    },
  ]
}
