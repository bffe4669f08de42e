import { toJSONSchema } from 'zod'
import { Board } from '@wallboard/boards'
import {
  BoardEdit,
  NewBoard,
  type BoardSummary,
  type DirectoryReply,
  type StoredBoard,
} from '@wallboard/boards/rest'
import { AppError } from '../http/app-error.ts'
import { maxBoards } from './boards.ts'
import { parseBody } from '../http/body.ts'
import { parameter, type AccessDeps, type Route } from '../http/route.ts'

interface By {
  readonly org: string
  readonly username: string
}
type Refusal = 'no-such-board' | 'built-in' | 'revision-conflict' | 'in-use'
type Outcome =
  { readonly ok: true; readonly revision: number } | { readonly ok: false; readonly reason: Refusal }

export interface BoardsDeps extends AccessDeps {
  readonly boards: {
    readonly list: (org: string) => Promise<readonly BoardSummary[]>
    readonly find: (org: string, id: string) => Promise<StoredBoard | undefined>
    readonly create: (by: By, board: Board) => Promise<{ readonly id: string } | undefined>
    readonly edit: (by: By, id: string, edit: BoardEdit) => Promise<Outcome>
    readonly remove: (org: string, id: string) => Promise<Outcome>
  }
  /** What boards of this person can be about; undefined while their feed has not told. */
  readonly directoryOf: (username: string) => DirectoryReply | undefined
}

const refusals: Readonly<Record<Refusal, AppError>> = {
  'no-such-board': new AppError(404, { code: 'no-such-board' }),
  'built-in': new AppError(409, { code: 'built-in' }),
  'revision-conflict': new AppError(409, { code: 'revision-conflict' }),
  'in-use': new AppError(409, { code: 'in-use' }),
}

/** The schema that boards are checked by, for whoever writes them elsewhere. */
const boardSchema = toJSONSchema(Board)

/** `/api/boards`: the boards of the domain, for its desks. `/api/directory`: queues and campaigns by name. */
export function boardRoutes(deps: BoardsDeps): Route[] {
  const { boards, securityLog } = deps
  const changed = (result: string, { username }: By, board: string) => {
    securityLog.write('board', { result, user: username, board })
  }
  return [
    {
      method: 'get',
      path: '/api/boards',
      access: 'person',
      async handle({ response }, { org }) {
        response.json(await boards.list(org))
      },
    },
    {
      method: 'get',
      path: '/api/boards/schema',
      access: 'anyone',
      handle({ response }) {
        response.json(boardSchema)
      },
    },
    {
      method: 'get',
      path: '/api/boards/:id',
      access: 'person',
      async handle({ request, response }, { org }) {
        const found = await boards.find(org, parameter(request, 'id'))
        if (found === undefined) throw refusals['no-such-board']
        response.json(found)
      },
    },
    {
      method: 'post',
      path: '/api/boards',
      access: 'person',
      async handle({ request, response }, by) {
        const { board } = parseBody(NewBoard, request.body)
        const created = await boards.create(by, board)
        if (created === undefined)
          throw new AppError(409, { code: 'too-many-boards', params: { max: maxBoards } })
        changed('created', by, created.id)
        response.status(201).json({ ...created, revision: 1 })
      },
    },
    {
      method: 'put',
      path: '/api/boards/:id',
      access: 'person',
      async handle({ request, response }, by) {
        const id = parameter(request, 'id')
        const outcome = await boards.edit(by, id, parseBody(BoardEdit, request.body))
        if (!outcome.ok) throw refusals[outcome.reason]
        changed('changed', by, id)
        response.json({ revision: outcome.revision })
      },
    },
    {
      method: 'delete',
      path: '/api/boards/:id',
      access: 'person',
      async handle({ request, response }, by) {
        const id = parameter(request, 'id')
        const outcome = await boards.remove(by.org, id)
        if (!outcome.ok) throw refusals[outcome.reason]
        changed('removed', by, id)
        response.status(204).end()
      },
    },
    {
      method: 'get',
      path: '/api/directory',
      access: 'person',
      handle({ response }, { username }) {
        const directory = deps.directoryOf(username)
        if (directory === undefined) throw new AppError(503, { code: 'no-feed' })
        response.json(directory)
      },
    },
  ]
}
