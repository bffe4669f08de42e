import { Link } from '@tanstack/react-router'
import { readSetting, type ScreenSettings } from '../../board/screen-settings.ts'
import { DisplaysLink } from '../frame/displays-link.tsx'
import { SignOutButton } from '../frame/sign-out-button.tsx'
import styles from './screen-controls.module.css'

interface ScreenControlsProps {
  readonly settings: ScreenSettings
  /** Metres up to which the smallest text on this screen can be read now. */
  readonly maxReadingDistanceM: number
  readonly onChange: (settings: ScreenSettings) => void
}

/** Controls for a person with a mouse: hidden with the cursor, so that an untouched wall does not show them. */
export function ScreenControls({ settings, maxReadingDistanceM, onChange }: ScreenControlsProps) {
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
      {field('distanceM', 'Viewing distance', 'm')}
      {field('diagonalInches', 'Diagonal', 'in')}
      <span>Readable up to {maxReadingDistanceM.toFixed(1)} m</span>
      <DisplaysLink />
      <Link to="/boards">Boards</Link>
      <SignOutButton />
    </section>
  )
}
