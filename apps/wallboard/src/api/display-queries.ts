import { queryOptions } from '@tanstack/react-query'
import {
  DisplayList,
  type DisplayChange,
  type DisplayCommand,
  type NewDisplay,
} from '@wallboard/relay/rest/display-list'
import { PendingPairing } from '@wallboard/relay/rest/pairing'
import { z } from 'zod/mini'
import { requestJson, type JsonRequest } from './api.ts'

const refetchIntervalMs = 5_000

const displayPath = (id: string): string => `api/displays/${encodeURIComponent(id)}`

/** Sends a request whose reply has no body. @throws ApiError */
async function send(path: string, request: JsonRequest): Promise<void> {
  await requestJson(path, z.unknown(), request)
}

export const displayQueries = {
  /** All displays of the domain, the least healthy first. */
  all: () =>
    queryOptions({
      queryKey: ['displays'] as const,
      queryFn: ({ signal }) => requestJson('api/displays', DisplayList, { signal }),
      refetchInterval: refetchIntervalMs,
    }),
}

/** The screen that shows a pairing code. @throws ApiError when no screen shows it */
export const findPairing = (code: string): Promise<PendingPairing> =>
  requestJson(`api/pairing/${encodeURIComponent(code)}`, PendingPairing)

export const pairDisplay = (display: NewDisplay): Promise<void> =>
  send('api/displays', { method: 'POST', body: display })

export const changeDisplay = (id: string, change: DisplayChange): Promise<void> =>
  send(displayPath(id), { method: 'PATCH', body: change })

export const commandDisplay = (id: string, command: DisplayCommand['command']): Promise<void> =>
  send(`${displayPath(id)}/commands`, { method: 'POST', body: { command } })

export const revokeDisplay = (id: string): Promise<void> => send(displayPath(id), { method: 'DELETE' })
