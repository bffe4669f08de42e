import { queryOptions } from '@tanstack/react-query'
import type { Board } from '@wallboard/boards'
import { BoardList, DirectoryReply, BoardReply, type BoardEdit } from '@wallboard/boards/rest'
import { z } from 'zod/mini'
import { requestJson } from './api.ts'

const json = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

export const boardQueries = {
  all: () =>
    queryOptions({
      queryKey: ['boards'] as const,
      queryFn: ({ signal }) => requestJson('api/boards', BoardList, { signal }),
    }),
  one: (id: string) =>
    queryOptions({
      queryKey: ['boards', id] as const,
      queryFn: ({ signal }) => requestJson(`api/boards/${encodeURIComponent(id)}`, BoardReply, { signal }),
      staleTime: Infinity, // what is being edited must not change under the hands of whoever edits it
      refetchOnWindowFocus: false,
    }),
  /** What boards can be about. */
  directory: () =>
    queryOptions({
      queryKey: ['directory'] as const,
      queryFn: ({ signal }) => requestJson('api/directory', DirectoryReply, { signal }),
    }),
}

/** Keeps a new board and gives its id. @throws ApiError */
export const createBoard = async (board: Board): Promise<string> =>
  (await requestJson('api/boards', z.object({ id: z.string() }), json('POST', { board }))).id

/** Writes over the revision that was opened and gives the new one. @throws ApiError when somebody was quicker */
export const saveBoard = async (id: string, edit: BoardEdit): Promise<number> =>
  (
    await requestJson(
      `api/boards/${encodeURIComponent(id)}`,
      z.object({ revision: z.number() }),
      json('PUT', edit),
    )
  ).revision

/** @throws ApiError while a display shows it */
export async function removeBoard(id: string): Promise<void> {
  await requestJson(`api/boards/${encodeURIComponent(id)}`, z.unknown(), { method: 'DELETE' })
}
