import {
  Fleet,
  OwnDisplay,
  PairingProgress,
  PairingRequest,
  type DisplayChange,
  type DisplayCommand,
  type NewDisplay,
} from '@wallboard/relay/displays'
import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod/mini'
import { ApiError, requestJson } from './api.ts'

const fleetEveryMs = 5_000
const askAgainMs = 5_000

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
  /** What this screen is; null when it is not paired. */
  own: () =>
    queryOptions({
      queryKey: ['display'] as const,
      queryFn: ({ signal }) =>
        requestJson('/api/display', OwnDisplay, { signal }).catch((error: unknown) => {
          if (error instanceof ApiError && error.status === 401) return null
          throw error
        }),
      staleTime: Infinity, // the live socket says when it ends
      retry: false,
      refetchInterval: ({ state }) => (state.status === 'error' ? askAgainMs : false),
    }),
  fleet: () =>
    queryOptions({
      queryKey: ['fleet'] as const,
      queryFn: ({ signal }) => requestJson('/api/displays', Fleet, { signal }),
      refetchInterval: fleetEveryMs,
    }),
}

/** This screen asks for a code. @throws ApiError */
export const askForCode = (): Promise<PairingProgress> =>
  requestJson(
    '/api/pairing',
    PairingProgress,
    json('POST', { width: Math.max(1, innerWidth), height: Math.max(1, innerHeight) }),
  )

/** How this screen's code stands. @throws ApiError */
export const pairingProgress = (): Promise<PairingProgress> => requestJson('/api/pairing', PairingProgress)

/** Who shows a code. @throws ApiError for a code that nobody shows */
export const findPairing = (code: string): Promise<PairingRequest> =>
  requestJson(`/api/pairing/${encodeURIComponent(code)}`, PairingRequest)

export const pairDisplay = (given: NewDisplay): Promise<void> => request('/api/displays', json('POST', given))

export const changeDisplay = (id: string, change: DisplayChange): Promise<void> =>
  request(`/api/displays/${id}`, json('PATCH', change))

export const commandDisplay = (id: string, command: DisplayCommand['command']): Promise<void> =>
  request(`/api/displays/${id}/commands`, json('POST', { command }))

export const revokeDisplay = (id: string): Promise<void> =>
  request(`/api/displays/${id}`, { method: 'DELETE' })
