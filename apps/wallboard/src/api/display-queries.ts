import {
  DisplayList,
  type DisplayChange,
  type DisplayCommand,
  type NewDisplay,
} from '@wallboard/relay/rest/display-list'
import { PendingPairing } from '@wallboard/relay/rest/pairing'
import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod/mini'
import { requestJson } from './api.ts'

const fleetEveryMs = 5_000

const json = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

/** A reply without a body, or the server's refusal. */
async function request(url: string, init: RequestInit): Promise<void> {
  await requestJson(url, z.unknown(), init)
}

export const displayQueries = {
  fleet: () =>
    queryOptions({
      queryKey: ['fleet'] as const,
      queryFn: ({ signal }) => requestJson('api/displays', DisplayList, { signal }),
      refetchInterval: fleetEveryMs,
    }),
}

/** Who shows a code. @throws ApiError for a code that nobody shows */
export const findPairing = (code: string): Promise<PendingPairing> =>
  requestJson(`api/pairing/${encodeURIComponent(code)}`, PendingPairing)

export const pairDisplay = (given: NewDisplay): Promise<void> => request('api/displays', json('POST', given))

export const changeDisplay = (id: string, change: DisplayChange): Promise<void> =>
  request(`api/displays/${id}`, json('PATCH', change))

export const commandDisplay = (id: string, command: DisplayCommand['command']): Promise<void> =>
  request(`api/displays/${id}/commands`, json('POST', { command }))

export const revokeDisplay = (id: string): Promise<void> =>
  request(`api/displays/${id}`, { method: 'DELETE' })
