import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { BoardSummary } from '@wallboard/boards/rest'
import type { DisplaySummary } from '@wallboard/relay/rest/display-list'
import { useState, type SyntheticEvent } from 'react'
import { changeDisplay, displayQueries } from '../../api/display-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { knownTimeZones } from '../../ui/format/time-zones.ts'
import desk from '../desk.module.css'
import { UnsavedChanges } from '../frame/unsaved-changes.tsx'
import { BoardSelect } from './board-select.tsx'
import { NightHoursFields } from './night-hours-fields.tsx'
import { ScheduleFields } from './schedule-fields.tsx'

const zones = knownTimeZones()

interface DisplaySettingsFormProps {
  readonly display: DisplaySummary
  readonly boards: readonly BoardSummary[]
}

/** What a display shows and when: board, schedule, night hours, room and sound, saved together. */
export function DisplaySettingsForm({ display, boards }: DisplaySettingsFormProps) {
  const client = useQueryClient()
  const [settings, setSettings] = useState({ boardId: display.boardId, ...display.settings })
  const [saved, setSaved] = useState(settings)
  const { boardId, timeZone, nightHours, schedule, room, sound = false } = settings
  const save = useMutation({
    mutationFn: () => changeDisplay(display.id, settings),
    onSuccess: () => {
      setSaved(settings)
      return client.invalidateQueries({ queryKey: displayQueries.all().queryKey })
    },
  })
  const change = (changed: Partial<typeof settings>) => {
    save.reset()
    setSettings({ ...settings, ...changed })
  }

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    save.mutate()
  }

  return (
    <form onSubmit={submit} aria-label={`Settings of ${display.name}`}>
      <UnsavedChanges hasUnsavedChanges={settings !== saved} />
      <div className={desk.row}>
        <label>
          Board
          <BoardSelect
            label="Board"
            boards={boards}
            boardId={boardId}
            onChange={(id) => {
              change({ boardId: id })
            }}
          />
        </label>
        <label>
          Time zone
          <select
            aria-label="Time zone"
            value={timeZone}
            onChange={({ target }) => {
              change({ timeZone: target.value })
            }}
          >
            {(zones.includes(timeZone) ? zones : [timeZone, ...zones]).map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </select>
        </label>
        <label>
          Room
          <input
            value={room}
            maxLength={80}
            placeholder="none"
            onChange={({ target }) => {
              change({ room: target.value })
            }}
          />
        </label>
        <label>
          <input
            type="checkbox"
            checked={sound}
            onChange={({ target }) => {
              change({ sound: target.checked })
            }}
          />
          Sound: one display per room plays it
        </label>
      </div>
      <NightHoursFields
        nightHours={nightHours}
        onChange={(changed) => {
          change({ nightHours: changed })
        }}
      />
      <ScheduleFields
        schedule={schedule}
        boards={boards}
        onChange={(changed) => {
          change({ schedule: changed })
        }}
      />
      <div className={desk.row}>
        <button type="submit" disabled={save.isPending}>
          Save settings
        </button>
        <span role="status" className={desk.note}>
          {save.isSuccess ? 'saved' : settings === saved ? '' : 'not saved'}
        </span>
        {save.isError && <span role="alert">{errorText(save.error)}</span>}
      </div>
    </form>
  )
}
