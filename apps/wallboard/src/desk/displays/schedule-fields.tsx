import type { BoardSummary } from '@wallboard/boards/rest'
import type { ScheduleEntry } from '@wallboard/relay/rest/displays'
import desk from '../desk.module.css'

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

interface ScheduleFieldsProps {
  readonly schedule: ScheduleEntry[]
  readonly boards: readonly BoardSummary[]
  readonly onChange: (schedule: ScheduleEntry[]) => void
}

/** Other boards at certain times: of several entries that hold, the first counts. */
export function ScheduleFields({ schedule, boards, onChange }: ScheduleFieldsProps) {
  const change = (at: number, entry: ScheduleEntry) => {
    onChange(schedule.map((each, index) => (index === at ? entry : each)))
  }
  const firstBoard = boards[0]?.id
  return (
    <fieldset>
      <legend>Other boards at certain times (the first that holds counts)</legend>
      {schedule.map((entry, at) => (
        <div key={at} className={desk.row} data-schedule-entry={at}>
          {days.map((name, day) => (
            <label key={name}>
              <input
                type="checkbox"
                checked={entry.days.includes(day)}
                onChange={({ target }) => {
                  const chosen = target.checked
                    ? [...entry.days, day].sort()
                    : entry.days.filter((each) => each !== day)
                  // An entry of no day would hold never; removing it is what is meant.
                  if (chosen.length > 0) change(at, { ...entry, days: chosen })
                }}
              />
              {name}
            </label>
          ))}
          {(['from', 'to'] as const).map((end) => (
            <label key={end}>
              {end}
              <input
                type="time"
                required
                value={entry[end]}
                onChange={({ target }) => {
                  change(at, { ...entry, [end]: target.value })
                }}
              />
            </label>
          ))}
          <select
            aria-label={`Board of entry ${at + 1}`}
            value={entry.boardId}
            onChange={({ target }) => {
              change(at, { ...entry, boardId: target.value })
            }}
          >
            {boards.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
          <button
            type="button"
            aria-label={`Remove entry ${at + 1}`}
            onClick={() => {
              onChange(schedule.filter((_, index) => index !== at))
            }}
          >
            Remove
          </button>
        </div>
      ))}
      <button
        type="button"
        disabled={firstBoard === undefined}
        onClick={() => {
          if (firstBoard !== undefined)
            onChange([
              ...schedule,
              { days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00', boardId: firstBoard },
            ])
        }}
      >
        Add a time
      </button>
    </fieldset>
  )
}
