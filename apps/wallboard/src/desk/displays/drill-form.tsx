import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { DisplaySummary } from '@wallboard/relay/rest/display-list'
import { replaySpeeds, type ReplaySpeed, type SimulatedDrill } from '@wallboard/relay/rest/replays'
import { useState, type SyntheticEvent } from 'react'
import { displayQueries } from '../../api/display-queries.ts'
import { endDrill, startDrill } from '../../api/drills.ts'
import { errorText } from '../../api/error-text.ts'
import { drillForm as text } from '../../i18n/index.ts'
import { useSiteZone } from '../../board/site-zone-context.tsx'
import { instantOfLocalTime, offsetMinutesAt } from '../../ui/format/site-day.ts'
import { formatSiteTime } from '../../ui/format/wait.ts'
import desk from '../desk.module.css'
import { DrillContentFields, type DrillKind } from './drill-content-fields.tsx'

const hourMs = 3_600_000
const defaultMinutes = 60

/** The value of a date and time field, in the site's time zone. */
const fieldValue = (at: number, zone: string | undefined): string =>
  new Date(at + offsetMinutesAt(at, zone) * 60_000).toISOString().slice(0, 19)

const instantOf = (value: string, zone: string | undefined): number =>
  instantOfLocalTime(Date.parse(`${value}Z`), zone)

/** Starts a drill on chosen displays, and ends those that run. */
export function DrillForm({ displays }: { readonly displays: readonly DisplaySummary[] }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const zone = useSiteZone()
  const [at, setAt] = useState(() => fieldValue(Date.now() - hourMs, zone))
  const [content, setContent] = useState<DrillKind>('recording')
  const [simulated, setSimulated] = useState<SimulatedDrill>({ from: '09:00', traffic: 'normal' })
  const [speed, setSpeed] = useState<ReplaySpeed>(1)
  const [minutes, setMinutes] = useState(defaultMinutes)
  const queryClient = useQueryClient()
  const refresh = () => queryClient.invalidateQueries({ queryKey: displayQueries.all().queryKey })
  const start = useMutation({ mutationFn: startDrill, onSettled: refresh })
  const end = useMutation({ mutationFn: endDrill, onSettled: refresh })
  const running = new Map(
    displays.flatMap(({ drill }) => (drill === null ? [] : [[drill.id, drill] as const])),
  )

  function choose(id: string, isChosen: boolean): void {
    setChosen((before) => new Set(isChosen ? [...before, id] : [...before].filter((other) => other !== id)))
  }
  function submit(event: SyntheticEvent): void {
    event.preventDefault()
    const shared = { speed, minutes, displays: [...chosen] }
    start.mutate(
      content === 'recording'
        ? { at: new Date(instantOf(at, zone)).toISOString(), ...shared }
        : { simulated, ...shared },
    )
  }
  const error = start.error ?? end.error
  return (
    <details className={desk.note} open={running.size > 0 ? true : undefined}>
      <summary>{text.title}</summary>
      {[...running.values()].map(({ id, by, since, isSimulated }) => (
        <p key={id}>
          {(isSimulated ? text.simulationRuns : text.runs)(formatSiteTime(since, zone), by)}{' '}
          <button
            type="button"
            className={desk.button}
            onClick={() => {
              end.mutate(id)
            }}
          >
            {text.end}
          </button>
        </p>
      ))}
      <form onSubmit={submit}>
        <fieldset>
          <legend>{text.displays}</legend>
          {displays.map(({ id, name }) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={chosen.has(id)}
                onChange={(event) => {
                  choose(id, event.target.checked)
                }}
              />{' '}
              {name}{' '}
            </label>
          ))}
        </fieldset>
        <DrillContentFields
          {...{ content, at, simulated }}
          onContent={setContent}
          onAt={setAt}
          onSimulated={setSimulated}
        />{' '}
        <label>
          {text.speed}{' '}
          <select
            value={speed}
            onChange={(event) => {
              setSpeed(replaySpeeds.find((each) => String(each) === event.target.value) ?? 1)
            }}
          >
            {replaySpeeds.map((each) => (
              <option key={each} value={each}>
                {text.speedOf(each)}
              </option>
            ))}
          </select>
        </label>{' '}
        <label>
          {text.minutes}{' '}
          <input
            type="number"
            min={1}
            max={240}
            required
            value={minutes}
            onChange={(event) => {
              setMinutes(event.target.valueAsNumber)
            }}
          />
        </label>{' '}
        <button type="submit" className={desk.button} disabled={chosen.size === 0 || start.isPending}>
          {text.start}
        </button>
      </form>
      {error !== null && <p role="alert">{errorText(error)}</p>}
      <p>{content === 'recording' ? text.explanation : text.simulationExplanation}</p>
    </details>
  )
}
