import type { PairingProgress } from '@wallboard/relay/pairing'
import { useEffect, useState } from 'react'
import { askForCode, pairingProgress } from '../../shared/http/own-pairing.ts'
import styles from './pairing-page.module.css'
import { QrCode } from './qr-code.tsx'

const tryAgainMs = 5_000
/** Asks for codes, one after the other, until somebody pairs this screen. `failed` while the server does not answer. */
function usePairing(onPaired: () => void): PairingProgress | 'failed' | undefined {
  const [progress, setProgress] = useState<PairingProgress | 'failed'>()
  useEffect(() => {
    let isStopped = false
    let timer: number | undefined

    async function step(current: PairingProgress | undefined): Promise<void> {
      let next: PairingProgress | undefined
      try {
        next = current?.state === 'waiting' ? await pairingProgress() : await askForCode()
      } catch {
        next = undefined // asked again, with a new code
      }
      if (isStopped) return
      if (next?.state === 'paired') {
        onPaired()
        return
      }
      setProgress(next ?? 'failed')
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
  const code = progress !== 'failed' && progress?.state === 'waiting' ? progress.code : undefined
  const address = `${location.origin}/displays`
  return (
    <main className={styles.page} data-link="down">
      {code === undefined ? (
        <h1 className={styles.note} role="status">
          {progress === 'failed' ? 'The server does not answer. Trying again.' : 'Asking for a code'}
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
