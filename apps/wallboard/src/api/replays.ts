import { StartedReplay, type NewReplay, type ReplayChange } from '@wallboard/relay/rest/replays'
import { z } from 'zod/mini'
import { requestJson } from './api.ts'

const pathOf = (id: string): string => `api/replays/${encodeURIComponent(id)}`

/** Starts a replay, and returns its id. @throws ApiError */
export async function startReplay(replay: NewReplay): Promise<string> {
  const { id } = await requestJson('api/replays', StartedReplay, { method: 'POST', body: replay })
  return id
}

/** Another instant or speed. @throws ApiError */
export async function changeReplay(id: string, change: ReplayChange): Promise<void> {
  await requestJson(pathOf(id), z.unknown(), { method: 'PATCH', body: change })
}

/** @throws ApiError when it has ended already */
export async function endReplay(id: string): Promise<void> {
  await requestJson(pathOf(id), z.unknown(), { method: 'DELETE' })
}
