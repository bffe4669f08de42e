import { PairingProgress } from '@wallboard/relay/rest/pairing'
import { requestJson } from './api.ts'

/** Requests a pairing code for this screen. @throws ApiError */
export const requestPairingCode = (): Promise<PairingProgress> =>
  requestJson('api/pairing', PairingProgress, {
    method: 'POST',
    body: { width: Math.max(1, innerWidth), height: Math.max(1, innerHeight) },
  })

/** The state of this screen's pairing code. @throws ApiError */
export const fetchPairingProgress = (): Promise<PairingProgress> =>
  requestJson('api/pairing', PairingProgress)
