import { ApiError } from '../api/api.ts'
import { errorText } from '../api/error-text.ts'
import { fetchPairingProgress, requestPairingCode } from '../api/pairing.ts'
import { requestFailures } from '../i18n/index.ts'
import { startPairingPoll, type PairingListener } from './pairing-poll.ts'

/** Pairing at the server of this page. */
export const startPairing = (listener: PairingListener): (() => void) =>
  startPairingPoll(
    {
      requestCode: requestPairingCode,
      fetchProgress: fetchPairingProgress,
      errorText: (error) => (error instanceof ApiError ? errorText(error) : requestFailures.serverSilent),
    },
    listener,
  )
