interface TimeRange {
  readonly from: string
  readonly to: string
}

interface TimeRangeFieldsProps {
  readonly range: TimeRange
  /** Prefix of the fields' names for assistive technology: "Night" gives "Night from". */
  readonly name?: string
  readonly onChange: (change: Partial<TimeRange>) => void
}

/** Two times of day, `from` and `to`. A range may end on the next day. */
export function TimeRangeFields({ range, name, onChange }: TimeRangeFieldsProps) {
  return (['from', 'to'] as const).map((end) => (
    <label key={end}>
      {end}
      <input
        type="time"
        required
        {...(name === undefined ? {} : { 'aria-label': `${name} ${end}` })}
        value={range[end]}
        onChange={({ target }) => {
          onChange({ [end]: target.value })
        }}
      />
    </label>
  ))
}
