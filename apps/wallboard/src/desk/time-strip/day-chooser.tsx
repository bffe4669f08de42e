import { timeStrip as text } from '../../i18n/index.ts'
import { siteDayDate } from '../../ui/format/site-day.ts'
import { useSiteDay } from '../site-time/site-day-context.tsx'
import { instantOnDate, neighbourDay } from './day-list-state.ts'
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
  const dayRule = useSiteDay()
  function seekDate(value: string): void {
    const instant = instantOnDate(value, at, recorded, dayRule)
    if (instant !== undefined) onSeek(instant)
  }
  function button(direction: 'previous' | 'next', label: string, sign: string) {
    const day = neighbourDay(days, at, direction, dayRule)
    return (
      <button
        type="button"
        aria-label={label}
        title={day === undefined ? label : dateText(day, dayRule.timeZone)}
        disabled={day === undefined}
        onClick={() => {
          if (day !== undefined) seekDate(siteDayDate(day, dayRule))
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
        min={siteDayDate(recorded.from, dayRule)}
        max={siteDayDate(recorded.to, dayRule)}
        value={siteDayDate(at, dayRule)}
        onChange={(event) => {
          seekDate(event.target.value)
        }}
      />
      <datalist id={list}>
        {days.map((day) => (
          <option key={day} value={siteDayDate(day, dayRule)} />
        ))}
      </datalist>
      {button('next', text.nextDay, '›')}
    </div>
  )
}
