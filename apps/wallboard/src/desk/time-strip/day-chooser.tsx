import { useSiteZone } from '../../board/site-zone-context.tsx'
import { timeStrip as text } from '../../i18n/index.ts'
import { dateValue, instantOnDate, neighbourDay } from './day-list-state.ts'
import type { Range } from './day-range-state.ts'
import { dateText } from './instant-text.ts'
import styles from './time-strip.module.css'

interface DayChooserProps {
  /** The first instants of the days with data, in order. */
  readonly days: readonly number[]
  readonly recorded: Range
  /** An instant of the day that is shown. */
  readonly at: number
  readonly onSeek: (at: number) => void
}

/** Goes to the same time on another day: the previous or next one with data, or any by its date. */
export function DayChooser({ days, recorded, at, onSeek }: DayChooserProps) {
  const zone = useSiteZone()
  function seekDate(value: string): void {
    const instant = instantOnDate(value, at, recorded, zone)
    if (instant !== undefined) onSeek(instant)
  }
  function button(direction: 'previous' | 'next', label: string, sign: string) {
    const day = neighbourDay(days, at, direction, zone)
    return (
      <button
        type="button"
        aria-label={label}
        title={day === undefined ? label : dateText(day, zone)}
        disabled={day === undefined}
        onClick={() => {
          if (day !== undefined) seekDate(dateValue(day, zone))
        }}
      >
        {sign}
      </button>
    )
  }
  const list = 'days-with-data'
  return (
    <div className={styles.days}>
      {button('previous', text.previousDay, '‹')}
      <input
        type="date"
        aria-label={text.day}
        list={list}
        min={dateValue(recorded.from, zone)}
        max={dateValue(recorded.to, zone)}
        value={dateValue(at, zone)}
        onChange={(event) => {
          seekDate(event.target.value)
        }}
      />
      <datalist id={list}>
        {days.map((day) => (
          <option key={day} value={dateValue(day, zone)} />
        ))}
      </datalist>
      {button('next', text.nextDay, '›')}
    </div>
  )
}
