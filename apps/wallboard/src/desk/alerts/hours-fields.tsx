import { weekdays, type BusinessHours } from '@wallboard/alerts'
import { ruleForm as texts } from '../../i18n/index.ts'
import { dayToggled, hoursSummary, weekHours } from './hours-state.ts'
import styles from './rule-page.module.css'

interface HoursFieldsProps {
  readonly hours: readonly BusinessHours[]
  readonly faults: readonly string[]
  readonly onChange: (hours: readonly BusinessHours[]) => void
}

/** When the rule is evaluated, by the clock of the domain: always, or within hours of some days. */
export function HoursFields({ hours, faults, onChange }: HoursFieldsProps) {
  const replace = (index: number, changed: BusinessHours) => {
    onChange(hours.map((each, at) => (at === index ? changed : each)))
  }
  return (
    <details className={styles.ids}>
      <summary>
        <span>{texts.fields.hours}</span>
        <span className={styles.summary}>
          {hours.length === 0 ? texts.always : hoursSummary(hours, texts.weekdays)}
        </span>
      </summary>
      {hours.map((each, index) => (
        <fieldset key={index} className={styles.hours}>
          <legend className={styles.hidden}>{hoursSummary([each], texts.weekdays)}</legend>
          <span role="group" aria-label={texts.hours.days}>
            {weekdays.map((day) => (
              <button
                key={day}
                type="button"
                aria-pressed={each.days.includes(day)}
                onClick={() => {
                  replace(index, dayToggled(each, day))
                }}
              >
                {texts.weekdays[day]}
              </button>
            ))}
          </span>
          <input
            type="time"
            aria-label={texts.hours.from}
            value={each.from}
            onChange={({ target }) => {
              if (target.value !== '') replace(index, { ...each, from: target.value })
            }}
          />
          –
          <input
            type="time"
            aria-label={texts.hours.to}
            value={each.to === '24:00' ? '00:00' : each.to}
            onChange={({ target }) => {
              if (target.value !== '')
                replace(index, { ...each, to: target.value === '00:00' ? '24:00' : target.value })
            }}
          />
          <button
            type="button"
            aria-label={texts.hours.remove}
            title={texts.hours.remove}
            onClick={() => {
              onChange(hours.filter((_, at) => at !== index))
            }}
          >
            ×
          </button>
        </fieldset>
      ))}
      {faults.length > 0 && <p className={styles.fault}>{faults.join(' ')}</p>}
      <button
        type="button"
        onClick={() => {
          onChange([...hours, weekHours])
        }}
      >
        {texts.hours.add}
      </button>
    </details>
  )
}
