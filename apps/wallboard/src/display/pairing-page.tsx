import type { PairingProgress } from '@wallboard/relay/rest/pairing'
import { useEffect, useState } from 'react'
import { ApiError } from '../api/api.ts'
import { requestPairingCode, fetchPairingProgress } from '../api/pairing.ts'
import styles from './pairing-page.module.css'
import { addressOf } from '../api/address.ts'
import { QrCode } from './qr-code.tsx'

const tryAgainMs = 5_000

/** No code: the server's own reason, or that it does not answer. */
interface Refused {
  readonly state: 'refused'
  readonly reason: string
}

const reasonOf = (error: unknown): string =>
  error instanceof ApiError ? error.message : 'The server does not answer.'

/** Asks for codes, one after the other, until somebody pairs this screen. */
function usePairing(onPaired: () => void): PairingProgress | Refused | undefined {
  const [progress, setProgress] = useState<PairingProgress | Refused>()
  useEffect(() => {
    let isStopped = false
    let timer: number | undefined

    async function step(current: PairingProgress | undefined): Promise<void> {
      let next: PairingProgress | undefined
      let reason = ''
      try {
        next = current?.state === 'waiting' ? await fetchPairingProgress() : await requestPairingCode()
      } catch (error) {
        reason = reasonOf(error) // asked again, with a new code
      }
      if (isStopped) return
      if (next?.state === 'paired') {
        onPaired()
        return
      }
      setProgress(next ?? { state: 'refused', reason })
      const pauseMs = next?.state === 'waiting' ? next.pollEveryMs : next === undefined ? tryAgainMs : 0
      timer = window.setTimeout(() => void step(next), pauseMs)
    }

    void step(undefined)
    return () => {
      isStopped = true
      window.clearTimeout(timer)
    }
  }, [onPaired])
  return progress
}

/** What a screen shows that is not paired: a code to type, and the same to scan. */
export function PairingPage({ onPaired }: { onPaired: () => void }) {
  const progress = usePairing(onPaired)
  const code = progress?.state === 'waiting' ? progress.code : undefined
  const address = addressOf('displays')
  return (
    <main className={styles.page} data-link="down">
      {code === undefined ? (
        <h1 className={styles.note} role="status">
          {progress?.state === 'refused'
            ? `${progress.reason} This screen tries again by itself.`
            : 'Asking for a code'}
        </h1>
      ) : (
        <>
          <h1 className={styles.note}>Pair this screen at {address}</h1>
          <p className={styles.code} data-code={code}>
            {code}
          </p>
          <QrCode text={`${address}?code=${code}`} />
          <p className={styles.note}>The code works once, for ten minutes. Then another one appears.</p>
        </>
      )}
    </main>
  )
}
