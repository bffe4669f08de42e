import type { BoardSummary } from '@wallboard/boards/rest'
import type { ScheduleEntry } from '@wallboard/relay/rest/displays'
import { deskTerms, displaySettings as texts } from '../../i18n/index.ts'
import desk from '../desk.module.css'
import { BoardSelect } from './board-select.tsx'
import { TimeRangeFields } from './time-range-fields.tsx'

const newEntry = { days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }

interface ScheduleFieldsProps {
  readonly schedule: readonly ScheduleEntry[]
  readonly boards: readonly BoardSummary[]
  readonly onChange: (schedule: ScheduleEntry[]) => void
}

/** Other boards at certain times. Of several matching entries the first wins. */
export function ScheduleFields({ schedule, boards, onChange }: ScheduleFieldsProps) {
  const firstBoard = boards[0]?.id
  return (
    <fieldset>
      <legend>{texts.schedule}</legend>
      {schedule.map((entry, index) => (
        <ScheduleEntryFields
          key={index}
          entry={entry}
          number={index + 1}
          boards={boards}
          onChange={(changed) => {
            onChange(schedule.map((other, at) => (at === index ? changed : other)))
          }}
          onRemove={() => {
            onChange(schedule.filter((_, at) => at !== index))
          }}
        />
      ))}
      <button
        type="button"
        disabled={firstBoard === undefined}
        onClick={() => {
          if (firstBoard !== undefined) onChange([...schedule, { ...newEntry, boardId: firstBoard }])
        }}
      >
        {texts.addEntry}
      </button>
    </fieldset>
  )
}

function ScheduleEntryFields(props: {
  readonly entry: ScheduleEntry
  readonly number: number
  readonly boards: readonly BoardSummary[]
  readonly onChange: (entry: ScheduleEntry) => void
  readonly onRemove: () => void
}) {
  const { entry, number, boards, onChange, onRemove } = props
  return (
    <div className={desk.row} data-schedule-entry={number}>
      {texts.days.map((name, day) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={entry.days.includes(day)}
            onChange={({ target }) => {
              const chosen = target.checked
                ? [...entry.days, day].sort()
                : entry.days.filter((other) => other !== day)
              // An entry without a day would never match: remove it instead.
              if (chosen.length > 0) onChange({ ...entry, days: chosen })
            }}
          />
          {name}
        </label>
      ))}
      <TimeRangeFields
        range={entry}
        onChange={(change) => {
          onChange({ ...entry, ...change })
        }}
      />
      <BoardSelect
        label={texts.boardOfEntry(number)}
        boards={boards}
        boardId={entry.boardId}
        onChange={(boardId) => {
          onChange({ ...entry, boardId })
        }}
      />
      <button type="button" aria-label={texts.removeEntry(number)} onClick={onRemove}>
        {deskTerms.remove}
      </button>
    </div>
  )
}
