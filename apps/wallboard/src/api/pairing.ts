import { PairingProgress } from '@wallboard/relay/rest/pairing'
import { requestJson } from './api.ts'

/** This screen asks for a code. @throws ApiError */
export const requestPairingCode = (): Promise<PairingProgress> =>
  requestJson('api/pairing', PairingProgress, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ width: Math.max(1, innerWidth), height: Math.max(1, innerHeight) }),
  })

/** How this screen's code stands. @throws ApiError */
export const fetchPairingProgress = (): Promise<PairingProgress> =>
  requestJson('api/pairing', PairingProgress)
