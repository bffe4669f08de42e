import { toJSONSchema } from 'zod'
import { Board } from '@wallboard/boards'
import {
  BoardEdit,
  NewBoard,
  type BoardEditReply,
  type DirectoryReply,
  type NewBoardReply,
  type QueueGroupList,
} from '@wallboard/boards/rest'
import type { Actor } from '../auth/actor.ts'
import { AppError } from '../http/app-error.ts'
import { parseBody } from '../http/body.ts'
import { parameter, type AccessDeps, type Route } from '../http/route.ts'
import { maxBoards, type BoardErrorCode, type Boards } from './boards.ts'

export interface BoardsDeps extends AccessDeps {
  readonly boards: Boards
  /** Queues and campaigns that this user's boards can show; undefined while their feed has not loaded them. */
  readonly directoryOf: (username: string) => DirectoryReply | undefined
}

const errors: Readonly<Record<BoardErrorCode, AppError>> = {
  'no-such-board': new AppError(404, { code: 'no-such-board' }),
  'built-in': new AppError(409, { code: 'built-in' }),
  'revision-conflict': new AppError(409, { code: 'revision-conflict' }),
  'in-use': new AppError(409, { code: 'in-use' }),
}

/** JSON Schema of a board document, for programs that write boards. */
const boardSchema = toJSONSchema(Board)

/** `/api/boards`: the boards of the domain, `/api/queue-groups` their groups; `/api/directory`: queues and campaigns by name. */
export function boardRoutes(deps: BoardsDeps): Route[] {
  const { boards, securityLog } = deps
  const logChange = (result: string, { username }: Actor, board: string) => {
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
        if (found === undefined) throw errors['no-such-board']
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
        logChange('created', by, created.id)
        response.status(201).json({ ...created, revision: 1 } satisfies NewBoardReply)
      },
    },
    {
      method: 'put',
      path: '/api/boards/:id',
      access: 'person',
      async handle({ request, response }, by) {
        const id = parameter(request, 'id')
        const outcome = await boards.edit(by, id, parseBody(BoardEdit, request.body))
        if (!outcome.ok) throw errors[outcome.reason]
        logChange('changed', by, id)
        response.json({ revision: outcome.revision } satisfies BoardEditReply)
      },
    },
    {
      method: 'delete',
      path: '/api/boards/:id',
      access: 'person',
      async handle({ request, response }, by) {
        const id = parameter(request, 'id')
        const outcome = await boards.remove(by.org, id)
        if (!outcome.ok) throw errors[outcome.reason]
        logChange('removed', by, id)
        response.status(204).end()
      },
    },
    {
      method: 'get',
      path: '/api/queue-groups',
      access: 'person',
      async handle({ response }, { org, username }) {
        const visible = new Set(deps.directoryOf(username)?.queues.map(({ id }) => id))
        const groups = (await boards.queueGroups(org))
          .map(({ name, queues }) => ({ name, queues: queues.filter((id) => visible.has(id)) }))
          .filter(({ queues }) => queues.length > 0)
        response.json(groups satisfies QueueGroupList)
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
