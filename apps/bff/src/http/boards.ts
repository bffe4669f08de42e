import { Router } from 'express'
import { toJSONSchema } from 'zod'
import { Board } from '@wallboard/relay/board'
import {
  BoardEdit,
  NewBoard,
  type BoardCard,
  type DirectoryReply,
  type StoredBoard,
} from '@wallboard/relay/boards'
import { AppError } from './app-error.ts'
import { bodyOf } from './body.ts'
import { signedIn, type SessionLookup } from './signed-in.ts'

interface By {
  readonly org: string
  readonly username: string
}
type Refusal = 'no-such-board' | 'built-in' | 'changed-meanwhile' | 'in-use'
type Outcome =
  { readonly ok: true; readonly revision: number } | { readonly ok: false; readonly why: Refusal }

export interface BoardsDeps extends SessionLookup {
  readonly boards: {
    readonly list: (org: string) => Promise<readonly BoardCard[]>
    readonly find: (org: string, id: string) => Promise<StoredBoard | undefined>
    readonly create: (by: By, board: Board) => Promise<{ readonly id: string } | undefined>
    readonly edit: (by: By, id: string, edit: BoardEdit) => Promise<Outcome>
    readonly remove: (org: string, id: string) => Promise<Outcome>
  }
  /** What boards of this person can be about; undefined while their feed has not told. */
  readonly directoryOf: (username: string) => DirectoryReply | undefined
}

const refusals: Readonly<Record<Refusal, AppError>> = {
  'no-such-board': new AppError(404, 'no-such-board', 'There is no such board. It may have been removed.'),
  'built-in': new AppError(
    409,
    'built-in',
    'This board belongs to the product. Make one of your own from a template.',
  ),
  'changed-meanwhile': new AppError(
    409,
    'changed-meanwhile',
    'Somebody else has changed this board since you opened it. Open it again to see how it is now.',
  ),
  'in-use': new AppError(
    409,
    'in-use',
    'A display shows this board, or will by its schedule. Give it another board first.',
  ),
}

/** The schema that boards are checked by, for whoever writes them elsewhere. */
const boardSchema = toJSONSchema(Board)

/** `/api/boards`: the boards of the domain, for its desks. */
export function boardsRoutes(deps: BoardsDeps): Router {
  const router = Router()
  const { boards } = deps

  router.get('/', async (request, response) => {
    response.json(await boards.list(signedIn(deps, request).org))
  })
  router.get('/schema', (_request, response) => {
    response.json(boardSchema)
  })
  router.get('/:id', async (request, response) => {
    const found = await boards.find(signedIn(deps, request).org, request.params.id)
    if (found === undefined) throw refusals['no-such-board']
    response.json(found)
  })
  router.post('/', async (request, response) => {
    const by = signedIn(deps, request)
    const { board } = bodyOf(NewBoard, request.body)
    const created = await boards.create(by, board)
    if (created === undefined)
      throw new AppError(409, 'too-many-boards', 'This domain has 500 boards. Remove one that nobody needs.')
    response.status(201).json({ ...created, revision: 1 })
  })
  router.put('/:id', async (request, response) => {
    const by = signedIn(deps, request)
    const outcome = await boards.edit(by, request.params.id, bodyOf(BoardEdit, request.body))
    if (!outcome.ok) throw refusals[outcome.why]
    response.json({ revision: outcome.revision })
  })
  router.delete('/:id', async (request, response) => {
    const outcome = await boards.remove(signedIn(deps, request).org, request.params.id)
    if (!outcome.ok) throw refusals[outcome.why]
    response.status(204).end()
  })
  return router
}

/** `GET /api/directory`: queues and campaigns by name. */
export function directoryRoutes(deps: BoardsDeps): Router {
  const router = Router()
  router.get('/', (request, response) => {
    const directory = deps.directoryOf(signedIn(deps, request).username)
    if (directory === undefined)
      throw new AppError(503, 'no-feed', 'Queues and campaigns are not known yet. Try again in a moment.')
    response.json(directory)
  })
  return router
}
