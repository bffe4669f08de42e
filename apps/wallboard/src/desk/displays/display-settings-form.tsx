import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { BoardSummary } from '@wallboard/boards/rest'
import type { DisplaySummary } from '@wallboard/relay/rest/display-list'
import { useState, type SyntheticEvent } from 'react'
import { changeDisplay, displayQueries } from '../../api/display-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { deskTerms, displayPages, displaySettings as texts } from '../../i18n/index.ts'
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

/** The settings of a display: board, schedule, night hours, room and sound, saved together. */
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
    <form onSubmit={submit} aria-label={displayPages.settingsOf(display.name)}>
      <UnsavedChanges hasUnsavedChanges={settings !== saved} />
      <div className={desk.row}>
        <label>
          {deskTerms.board}
          <BoardSelect
            label={deskTerms.board}
            boards={boards}
            boardId={boardId}
            onChange={(id) => {
              change({ boardId: id })
            }}
          />
        </label>
        <label>
          {texts.timeZone}
          <select
            aria-label={texts.timeZone}
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
          {texts.room}
          <input
            value={room}
            maxLength={80}
            placeholder={texts.noRoom}
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
          {texts.sound}
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
          {texts.save}
        </button>
        <span role="status" className={desk.note}>
          {save.isSuccess ? deskTerms.saved : settings === saved ? '' : deskTerms.unsaved}
        </span>
        {save.isError && <span role="alert">{errorText(save.error)}</span>}
      </div>
    </form>
  )
}
