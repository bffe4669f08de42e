import { displaySettings } from '../../i18n/index.ts'

interface TimeRange {
  readonly from: string
  readonly to: string
}

interface TimeRangeFieldsProps {
  readonly range: TimeRange
  /** For assistive technology, where the labels `from` and `to` say too little. */
  readonly accessibleNames?: Readonly<Record<keyof TimeRange, string>>
  readonly onChange: (change: Partial<TimeRange>) => void
}

/** Two times of day, `from` and `to`. A range may end on the next day. */
export function TimeRangeFields({ range, accessibleNames, onChange }: TimeRangeFieldsProps) {
  return (['from', 'to'] as const).map((end) => (
    <label key={end}>
      {displaySettings.ends[end]}
      <input
        type="time"
        required
        aria-label={accessibleNames?.[end]}
        value={range[end]}
        onChange={({ target }) => {
          onChange({ [end]: target.value })
        }}
      />
    </label>
  ))
}
