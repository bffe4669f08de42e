import { addressOf } from '../api/address.ts'
import styles from './pairing-page.module.css'
import type { PairingState } from './pairing-poll.ts'
import { QrCode } from './qr-code.tsx'

/** What a display shows while it is not paired: a code to type, and the same code to scan. */
export function PairingPage({ progress }: { progress: PairingState | undefined }) {
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
