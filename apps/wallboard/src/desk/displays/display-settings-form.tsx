import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { BoardSummary } from '@wallboard/boards/rest'
import type { NightHours } from '@wallboard/relay/rest/displays'
import type { DisplaySummary } from '@wallboard/relay/rest/display-list'
import { useState, type SyntheticEvent } from 'react'
import { changeDisplay, displayQueries } from '../../api/display-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { knownTimeZones } from '../../ui/format/time-zones.ts'
import desk from '../desk.module.css'
import { ScheduleFields } from './schedule-fields.tsx'

const zones = knownTimeZones()
const usualNight: NightHours = { from: '22:00', to: '06:00', look: 'dim' }

/** What a screen shows and when: board, schedule, night hours, room and sound, kept together. */
export function DisplaySettingsForm({
  display,
  boards,
}: {
  display: DisplaySummary
  boards: readonly BoardSummary[]
}) {
  const client = useQueryClient()
  const [given, setGiven] = useState({ boardId: display.boardId, ...display.settings })
  const { boardId, timeZone, nightHours, schedule, room, sound = false } = given
  const set = (change: Partial<typeof given>) => {
    save.reset()
    setGiven({ ...given, ...change })
  }
  const save = useMutation({
    mutationFn: () => changeDisplay(display.id, given),
    onSuccess: () => client.invalidateQueries({ queryKey: displayQueries.fleet().queryKey }),
  })

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    save.mutate()
  }

  return (
    <form onSubmit={submit} aria-label={`Settings of ${display.name}`}>
      <div className={desk.row}>
        <label>
          Board
          <select
            aria-label="Board"
            value={boardId}
            onChange={({ target }) => {
              set({ boardId: target.value })
            }}
          >
            {boards.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          Time zone
          <select
            aria-label="Time zone"
            value={timeZone}
            onChange={({ target }) => {
              set({ timeZone: target.value })
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
            placeholder="of its own"
            onChange={({ target }) => {
              set({ room: target.value })
            }}
          />
        </label>
        <label>
          <input
            type="checkbox"
            checked={sound}
            onChange={({ target }) => {
              set({ sound: target.checked })
            }}
          />
          Sound: one screen of a room speaks
        </label>
      </div>
      <div className={desk.row}>
        <label>
          <input
            type="checkbox"
            checked={nightHours !== null}
            onChange={({ target }) => {
              set({ nightHours: target.checked ? usualNight : null })
            }}
          />
          Night hours
        </label>
        {nightHours !== null && (
          <>
            {(['from', 'to'] as const).map((end) => (
              <label key={end}>
                {end}
                <input
                  type="time"
                  required
                  aria-label={`Night ${end}`}
                  value={nightHours[end]}
                  onChange={({ target }) => {
                    set({ nightHours: { ...nightHours, [end]: target.value } })
                  }}
                />
              </label>
            ))}
            <select
              aria-label="At night"
              value={nightHours.look}
              onChange={({ target }) => {
                set({ nightHours: { ...nightHours, look: target.value === 'blank' ? 'blank' : 'dim' } })
              }}
            >
              <option value="dim">dimmed</option>
              <option value="blank">blank</option>
            </select>
          </>
        )}
      </div>
      <ScheduleFields
        schedule={schedule}
        boards={boards}
        onChange={(changed) => {
          set({ schedule: changed })
        }}
      />
      <div className={desk.row}>
        <button type="submit" disabled={save.isPending}>
          Save settings
        </button>
        <span role="status" className={desk.note}>
          {save.isSuccess ? 'saved' : ''}
        </span>
        {save.isError && <span role="alert">{errorText(save.error)}</span>}
      </div>
    </form>
  )
}
