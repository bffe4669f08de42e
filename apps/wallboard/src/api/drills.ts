import { StartedDrill, type NewDrill } from '@wallboard/relay/rest/replays'
import { z } from 'zod/mini'
import { requestJson } from './api.ts'

/** Shows a recording on displays, and returns the id of the drill. @throws ApiError */
export async function startDrill(drill: NewDrill): Promise<string> {
  const { id } = await requestJson('api/drills', StartedDrill, { method: 'POST', body: drill })
  return id
}

/** The displays show live figures again. @throws ApiError when the drill has ended already */
export async function endDrill(id: string): Promise<void> {
  await requestJson(`api/drills/${encodeURIComponent(id)}`, z.unknown(), { method: 'DELETE' })
}
