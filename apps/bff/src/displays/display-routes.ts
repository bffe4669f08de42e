import type { DisplaySettings } from '@wallboard/relay/rest/displays'
import {
  DisplayChange,
  DisplayCommand,
  NewDisplay,
  type DisplaySummary,
} from '@wallboard/relay/rest/display-list'
import type { BrowserSession } from '../auth/browser-sessions.ts'
import { AppError } from '../http/app-error.ts'
import { parseBody } from '../http/body.ts'
import { displayCookieMs, guessing, codeNotFound, type PairingDeps } from './pairing-routes.ts'
import { parameter, type Route } from '../http/route.ts'

interface Display {
  readonly id: string
  readonly org: string
  readonly name: string
  readonly settings: DisplaySettings
}

export interface DisplaysDeps extends PairingDeps {
  readonly displays: {
    readonly pair: (
      by: { readonly org: string; readonly username: string },
      given: NewDisplay,
    ) => Promise<{ readonly id: string } | undefined>
    readonly summaries: (org: string) => Promise<readonly DisplaySummary[]>
    readonly find: (org: string, id: string) => Promise<Display | undefined>
    readonly change: (org: string, id: string, change: DisplayChange) => Promise<Display | undefined>
    readonly revoke: (org: string, id: string) => Promise<boolean>
    readonly authenticate: (token: string | undefined) => Promise<Display | undefined>
  }
  /** False when the screen is not connected now. */
  readonly command: (id: string, command: DisplayCommand['command']) => boolean
  readonly hasBoard: (org: string, boardId: string) => Promise<boolean>
  readonly now: () => number
}

const noSuchDisplay = new AppError(404, { code: 'no-such-display' })

/** `/api/displays`: the fleet, for a desk of the same domain. `/api/display`: what a screen may know of itself. */
export function displayRoutes(deps: DisplaysDeps): Route[] {
  async function checkBoard(org: string, boardIds: readonly (string | undefined)[]): Promise<void> {
    for (const boardId of boardIds) {
      if (boardId === undefined || (await deps.hasBoard(org, boardId))) continue
      throw new AppError(400, { code: 'no-such-board' })
    }
  }
  const done = (result: string, { username }: BrowserSession, display: string) => {
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
        const given = parseBody(NewDisplay, request.body)
        const guess = await guessing(deps, request, by)
        await checkBoard(by.org, [given.boardId])
        const paired = await deps.displays.pair(by, given)
        if (paired === undefined) {
          deps.securityLog.write('pairing', { result: 'wrong-code', user: by.username, ...guess.from })
          throw codeNotFound
        }
        await guess.wasRight()
        deps.securityLog.write('pairing', {
          ...{ result: 'approved', user: by.username, display: paired.id },
          ...guess.from,
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
        await checkBoard(by.org, [change.boardId, ...(change.schedule ?? []).map(({ boardId }) => boardId)])
        const changed = await deps.displays.change(by.org, id, change)
        if (changed === undefined) throw noSuchDisplay
        done('changed', by, id)
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
        done('revoked', by, id)
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
        if (!deps.command(display.id, command)) throw new AppError(409, { code: 'not-online' })
        done(command, by, display.id)
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
