import { addressOf } from '../api/address.ts'
import { pairing } from '../i18n/index.ts'
import styles from './pairing-page.module.css'
import type { PairingState } from './pairing-poll.ts'
import { QrCode } from './qr-code.tsx'

/** The page of a display that is not paired: a code to type, and the same code as a QR code. */
export function PairingPage({ progress }: { progress: PairingState | undefined }) {
  const code = progress?.state === 'waiting' ? progress.code : undefined
  const address = addressOf('displays')
  return (
    <main className={styles.page} data-link="down">
      {code === undefined ? (
        <h1 className={styles.note} role="status">
          {progress?.state === 'refused' ? pairing.retrying(progress.reason) : pairing.requestingCode}
        </h1>
      ) : (
        <>
          <h1 className={styles.note}>{pairing.pairAt(address)}</h1>
          <p className={styles.code} data-code={code}>
            {code}
          </p>
          <QrCode text={`${address}?code=${code}`} />
          <p className={styles.note}>{pairing.codeExpiry}</p>
        </>
      )}
    </main>
  )
}
