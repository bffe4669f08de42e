import { Link } from '@tanstack/react-router'
import { allQueuesBoardId } from '@wallboard/boards'
import { readSetting, type ScreenSettings } from '../../board/screen-settings.ts'
import { deskTerms, screenControls as texts } from '../../i18n/index.ts'
import { DisplaysLink } from '../frame/displays-link.tsx'
import { SignOutButton } from '../frame/sign-out-button.tsx'
import styles from './screen-controls.module.css'

interface ScreenControlsProps {
  /** The board that the wall shows. */
  readonly boardId: string
  readonly settings: ScreenSettings
  /** The distance in metres from which the smallest text on this screen can still be read. */
  readonly maxReadingDistanceM: number
  readonly onChange: (settings: ScreenSettings) => void
}

/** Controls for a person with a mouse, hidden together with the idle cursor. */
export function ScreenControls({ boardId, settings, maxReadingDistanceM, onChange }: ScreenControlsProps) {
  const field = (name: keyof ScreenSettings, label: string, unit: string) => (
    <label>
      {label}{' '}
      <input
        defaultValue={settings[name]}
        inputMode="decimal"
        size={4}
        onChange={(event) => {
          const value = readSetting(name, event.target.value)
          event.target.setCustomValidity(value === undefined ? texts.invalidSize(unit) : '')
          if (value !== undefined) onChange({ ...settings, [name]: value })
        }}
      />{' '}
      {unit}
    </label>
  )
  return (
    <section className={styles.controls} aria-label={texts.label} data-controls="">
      {field('distanceM', texts.distance, texts.distanceUnit)}
      {field('diagonalInches', texts.diagonal, texts.diagonalUnit)}
      <span>{texts.readableUpTo(maxReadingDistanceM.toFixed(1))}</span>
      <Link to="/overview">{deskTerms.overview}</Link>
      <DisplaysLink />
      <Link to="/boards">{deskTerms.boards}</Link>
      <Link to="/history" search={boardId === allQueuesBoardId ? {} : { board: boardId }}>
        {deskTerms.history}
      </Link>
      <SignOutButton />
    </section>
  )
}
