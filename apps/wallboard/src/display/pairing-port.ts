import { ApiError } from '../api/api.ts'
import { fetchPairingProgress, requestPairingCode } from '../api/pairing.ts'
import { startPairingPoll, type PairingListener } from './pairing-poll.ts'

/** Pairing at the server of this page. */
export const startPairing = (listener: PairingListener): (() => void) =>
  startPairingPoll(
    {
      requestCode: requestPairingCode,
      fetchProgress: fetchPairingProgress,
      errorText: (error) => (error instanceof ApiError ? error.message : 'The server does not answer.'),
    },
    listener,
  )
