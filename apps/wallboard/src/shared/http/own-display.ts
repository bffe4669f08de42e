import { OwnDisplay, PairingProgress } from '@wallboard/relay/displays'
import { ApiError, requestJson } from './api.ts'

/** What this screen is; null when it is not paired. @throws when the server does not answer */
export const findOwnDisplay = (): Promise<OwnDisplay | null> =>
  requestJson('/api/display', OwnDisplay).catch((error: unknown) => {
    if (error instanceof ApiError && error.status === 401) return null
    throw error
  })

/** This screen asks for a code. @throws ApiError */
export const askForCode = (): Promise<PairingProgress> =>
  requestJson('/api/pairing', PairingProgress, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ width: Math.max(1, innerWidth), height: Math.max(1, innerHeight) }),
  })

/** How this screen's code stands. @throws ApiError */
export const pairingProgress = (): Promise<PairingProgress> => requestJson('/api/pairing', PairingProgress)
