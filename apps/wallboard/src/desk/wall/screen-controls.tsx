import { useState } from 'react'
import { readSetting, type ScreenSettings } from '../../board/screen-settings.ts'
import { addressOf } from '../../api/address.ts'
import styles from './screen-controls.module.css'

interface ScreenControlsProps {
  readonly settings: ScreenSettings
  /** Metres up to which the smallest text of this screen can be read now. */
  readonly maxReadingDistanceM: number
  readonly displaysInTrouble: number
  readonly onChange: (settings: ScreenSettings) => void
  /** Given where a person is signed in. */
  readonly onSignOut: (() => Promise<void>) | undefined
}

/** For whoever has the mouse: hidden with the cursor, so a wall that nobody touches does not show it. */
export function ScreenControls({
  settings,
  maxReadingDistanceM: maxReadingDistanceM,
  displaysInTrouble,
  onChange,
  onSignOut,
}: ScreenControlsProps) {
  const [isStuck, setIsStuck] = useState(false)
  async function signOut() {
    setIsStuck(false)
    await onSignOut?.().catch(() => {
      setIsStuck(true)
    })
  }
  const field = (name: keyof ScreenSettings, label: string, unit: string) => (
    <label>
      {label}{' '}
      <input
        defaultValue={settings[name]}
        inputMode="decimal"
        size={4}
        onChange={(event) => {
          const value = readSetting(name, event.target.value)
          event.target.setCustomValidity(value === undefined ? `Not a size in ${unit}` : '')
          if (value !== undefined) onChange({ ...settings, [name]: value })
        }}
      />{' '}
      {unit}
    </label>
  )
  return (
    <section className={styles.controls} aria-label="This screen" data-controls="">
      {field('distanceM', 'Viewed from', 'm')}
      {field('diagonalInches', 'Diagonal', 'in')}
      <span>Readable up to {maxReadingDistanceM.toFixed(1)} m</span>
      {onSignOut !== undefined && (
        <>
          <a href={addressOf('displays')}>
            Displays
            {displaysInTrouble > 0 && <b>{` ▲ ${displaysInTrouble} in trouble`}</b>}
          </a>
          <a href={addressOf('boards')}>Boards</a>
          <button type="button" onClick={() => void signOut()}>
            Sign out
          </button>
        </>
      )}
      {isStuck && (
        <p role="alert">Not signed out: the server does not answer. Try again, or close this browser.</p>
      )}
    </section>
  )
}
