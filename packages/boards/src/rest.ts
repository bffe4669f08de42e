import { z } from 'zod/mini'
import { Board } from './document/board.ts'
import { UnreadList } from '@wallboard/relay'
import { isTimeZone } from '@wallboard/relay/time-zone'

/** Requests and replies about boards, for the desk and the BFF. */

/**
 * A board that a person or a program writes. Time zones are checked here and not again on displays: a clock of an
 * unknown zone would show a wrong time.
 */
export const BoardInput = Board.check(({ value, issues }) => {
  for (const [page, { tiles }] of value.pages.entries())
    for (const [at, tile] of tiles.entries())
      if (tile.kind === 'clock' && tile.timeZone !== undefined && !isTimeZone(tile.timeZone))
        issues.push({
          code: 'custom',
          input: tile.timeZone,
          path: ['pages', page, 'tiles', at, 'timeZone'],
          message: 'there is no such time zone. One is called Europe/Berlin',
        })
})

/** One board of the domain's list (`GET /api/boards`). A built-in one cannot be changed or removed. */
export const BoardSummary = z.object({
  id: z.string(),
  name: z.string(),
  revision: z.int(),
  changedAt: z.nullable(z.number()),
  changedBy: z.nullable(z.string()),
  isBuiltIn: z.boolean(),
})
export type BoardSummary = z.infer<typeof BoardSummary>

/** `GET /api/boards`. */
export const BoardList = z.array(BoardSummary)

/** `GET /api/queue-groups`: named queues of the domain's boards, as far as the person's own feed shows them. */
export const QueueGroupList = z.array(z.object({ name: z.string(), queues: z.array(z.string()) }))
export type QueueGroupList = z.infer<typeof QueueGroupList>

/** `GET /api/boards/:id`. */
export const BoardReply = z.object({ id: z.string(), revision: z.int(), board: Board })
export type BoardReply = z.infer<typeof BoardReply>

/** `POST /api/boards`. */
export const NewBoard = z.strictObject({ board: BoardInput })

/** The reply to a new board. */
export const NewBoardReply = z.object({ id: z.string(), revision: z.int() })
export type NewBoardReply = z.infer<typeof NewBoardReply>

/** `PUT /api/boards/:id`: refused when somebody else has changed the board since `revision`. */
export const BoardEdit = z.strictObject({ revision: z.int(), board: BoardInput })
export type BoardEdit = z.infer<typeof BoardEdit>

/** The reply to an edit: the new revision. */
export const BoardEditReply = z.object({ revision: z.int() })
export type BoardEditReply = z.infer<typeof BoardEditReply>

/** `GET /api/directory`: queues and campaigns that a board can show. Lists named in `unreadLists` may be incomplete. */
export const DirectoryReply = z.object({
  queues: z.array(z.object({ id: z.string(), name: z.string() })),
  campaigns: z.array(z.object({ id: z.string(), name: z.string(), isOutbound: z.optional(z.boolean()) })),
  unreadLists: z.optional(z.array(UnreadList)),
})
export type DirectoryReply = z.infer<typeof DirectoryReply>
