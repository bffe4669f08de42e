import type { NightHours } from '@wallboard/relay/rest/displays'
import { displaySettings as texts } from '../../i18n/index.ts'
import desk from '../desk.module.css'
import { TimeRangeFields } from './time-range-fields.tsx'

const defaultNightHours: NightHours = { from: '22:00', to: '06:00', look: 'dim' }

interface NightHoursFieldsProps {
  readonly nightHours: NightHours | null
  readonly onChange: (nightHours: NightHours | null) => void
}

/** When a display is dimmed or blank. */
export function NightHoursFields({ nightHours, onChange }: NightHoursFieldsProps) {
  return (
    <div className={desk.row}>
      <label>
        <input
          type="checkbox"
          checked={nightHours !== null}
          onChange={({ target }) => {
            onChange(target.checked ? defaultNightHours : null)
          }}
        />
        {texts.nightHours}
      </label>
      {nightHours !== null && (
        <>
          <TimeRangeFields
            range={nightHours}
            accessibleNames={texts.nightEnds}
            onChange={(change) => {
              onChange({ ...nightHours, ...change })
            }}
          />
          <select
            aria-label={texts.atNight}
            value={nightHours.look}
            onChange={({ target }) => {
              onChange({ ...nightHours, look: target.value === 'blank' ? 'blank' : 'dim' })
            }}
          >
            <option value="dim">{texts.looks.dim}</option>
            <option value="blank">{texts.looks.blank}</option>
          </select>
        </>
      )}
    </div>
  )
}
