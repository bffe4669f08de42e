import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState, type SubmitEvent } from 'react'
import { alertQueries } from '../../api/alert-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { useSiteZone } from '../../board/site-zone-context.tsx'
import { shiftPage as texts } from '../../i18n/index.ts'
import { useScreenStatus } from '../../live/hooks/live-context.tsx'
import { timeOfDay } from '../../live/session/time-of-day.ts'
import { siteDate } from '../../ui/format/site-day.ts'
import desk from '../desk.module.css'
import { DeskPage } from '../frame/desk-page.tsx'
import { useChangePreferences, usePreference } from '../preferences/preferences-context.tsx'
import { shiftSpanOf } from './shift-span.ts'
import { ShiftLog } from './shift-log.tsx'
import styles from './shift-page.module.css'

const minuteMs = 60_000

/** `/alerts/shift?date=…&from=…&to=…`: the alerts, acknowledgements and gaps of one shift, on one printed page. */
export function ShiftPage() {
  const search = useSearch({ from: '/signed-in/frame/alerts/shift' })
  const own = usePreference('shift')
  const zone = useSiteZone()
  const now = useScreenStatus((status) => Math.floor(timeOfDay(status) / minuteMs) * minuteMs)
  const span = useMemo(
    () =>
      shiftSpanOf({ date: search.date, from: search.from ?? own.from, to: search.to ?? own.to }, now, zone),
    [search, own, now, zone],
  )
  return (
    <DeskPage
      title={texts.title}
      links={
        <>
          <Link className={desk.link} to="/alerts">
            {texts.allAlerts}
          </Link>
          <button
            type="button"
            className={styles.print}
            onClick={() => {
              window.print()
            }}
          >
            {texts.print}
          </button>
        </>
      }
    >
      <ShiftChoice
        key={`${siteDate(span?.from ?? now, zone)} ${search.from ?? ''} ${search.to ?? ''}`}
        date={siteDate(span?.from ?? now, zone)}
        from={search.from ?? own.from}
        to={search.to ?? own.to}
      />
      {span === undefined ? (
        <p role="alert">{texts.invalid}</p>
      ) : (
        <LoadedShift from={span.from} to={span.to} now={now} />
      )}
    </DeskPage>
  )
}

interface LoadedShiftProps {
  readonly from: number
  readonly to: number
  readonly now: number
}

function LoadedShift({ from, to, now }: LoadedShiftProps) {
  const { data, error } = useQuery(alertQueries.shift(from, Math.max(from + minuteMs, Math.min(to, now))))
  if (error !== null) return <p role="alert">{errorText(error)}</p>
  if (data === undefined) return <p className={desk.note}>{texts.loading}</p>
  return <ShiftLog shift={data} endsAt={to} isRunning={now < to} />
}

interface ShiftChoiceProps {
  readonly date: string
  readonly from: string
  readonly to: string
}

/** Which shift is shown. Its times are the person's from then on: snoozes end with it too. */
function ShiftChoice(shown: ShiftChoiceProps) {
  const navigate = useNavigate()
  const change = useChangePreferences()
  const [fields, setFields] = useState(shown)
  const { date, from, to } = fields
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    change({ shift: { from, to } })
    void navigate({ to: '.', search: { date, from, to } })
  }
  return (
    <form className={styles.choice} onSubmit={submit}>
      {(
        [
          ['date', 'date'],
          ['from', 'time'],
          ['to', 'time'],
        ] as const
      ).map(([name, type]) => (
        <label key={name}>
          {texts[name]}
          <input
            type={type}
            required
            value={fields[name]}
            onChange={({ target }) => {
              setFields({ ...fields, [name]: target.value })
            }}
          />
        </label>
      ))}
      <button type="submit">{texts.show}</button>
    </form>
  )
}
