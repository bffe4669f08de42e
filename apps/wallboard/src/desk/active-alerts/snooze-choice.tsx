import { useState } from 'react'
import { useSiteZone } from '../../board/site-zone-context.tsx'
import { activeAlerts as texts } from '../../i18n/index.ts'
import { localMinutesOf } from '../../ui/format/site-day.ts'
import { usePreference } from '../preferences/preferences-context.tsx'
import styles from './alert-controls.module.css'
import { minutesToShiftEnd } from './shift-state.ts'

const choices = [5, 15, 60] as const

interface SnoozeChoiceProps {
  readonly onChoose: (minutes: number) => void
  readonly onCancel: () => void
}

/** How long to snooze: some minutes, or to the end of the person's shift where that is at most eight hours away. */
export function SnoozeChoice({ onChoose, onCancel }: SnoozeChoiceProps) {
  const shift = usePreference('shift')
  const zone = useSiteZone()
  const [now] = useState(() => Date.now())
  const toEnd = minutesToShiftEnd(shift, localMinutesOf(now, zone))
  return (
    <div className={styles.note} role="group" aria-label={texts.snooze}>
      {choices.map((minutes, index) => (
        <button
          key={minutes}
          type="button"
          autoFocus={index === 0}
          onClick={() => {
            onChoose(minutes)
          }}
        >
          {texts.snoozeFor[minutes]}
        </button>
      ))}
      {toEnd !== undefined && (
        <button
          type="button"
          onClick={() => {
            onChoose(toEnd)
          }}
        >
          {texts.snoozeFor.shift(shift.to)}
        </button>
      )}
      <button type="button" className={styles.quiet} onClick={onCancel}>
        {texts.cancel}
      </button>
    </div>
  )
}
