import { queryOptions } from '@tanstack/react-query'
import type { Board } from '@wallboard/boards'
import {
  BoardEditReply,
  BoardList,
  BoardReply,
  DirectoryReply,
  NewBoardReply,
  type BoardEdit,
} from '@wallboard/boards/rest'
import { z } from 'zod/mini'
import { requestJson } from './api.ts'

const boardPath = (id: string): string => `api/boards/${encodeURIComponent(id)}`

export const boardQueries = {
  all: () =>
    queryOptions({
      queryKey: ['boards'] as const,
      queryFn: ({ signal }) => requestJson('api/boards', BoardList, { signal }),
    }),
  one: (id: string) =>
    queryOptions({
      queryKey: ['boards', id] as const,
      queryFn: ({ signal }) => requestJson(boardPath(id), BoardReply, { signal }),
      staleTime: Infinity, // a board in the editor must not change while it is edited
      refetchOnWindowFocus: false,
    }),
  /** Queues and campaigns that a board can show. */
  directory: () =>
    queryOptions({
      queryKey: ['directory'] as const,
      queryFn: ({ signal }) => requestJson('api/directory', DirectoryReply, { signal }),
    }),
}

/** Stores a new board and returns its id. @throws ApiError */
export const createBoard = async (board: Board): Promise<string> =>
  (await requestJson('api/boards', NewBoardReply, { method: 'POST', body: { board } })).id

/** Replaces the revision that was opened and returns the new revision. @throws ApiError on a revision conflict */
export const saveBoard = async (id: string, edit: BoardEdit): Promise<number> =>
  (await requestJson(boardPath(id), BoardEditReply, { method: 'PUT', body: edit })).revision

/** Removes a board. @throws ApiError while a display shows it */
export async function removeBoard(id: string): Promise<void> {
  await requestJson(boardPath(id), z.unknown(), { method: 'DELETE' })
}
