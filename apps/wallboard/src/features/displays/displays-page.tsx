import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { DisplayCard } from '@wallboard/relay/displays'
import { useState } from 'react'
import { formatAge } from '../../shared/format/wait.ts'
import {
  changeDisplay,
  commandDisplay,
  displayQueries,
  revokeDisplay,
} from '../../shared/http/display-queries.ts'
import { errorText } from '../../shared/http/error-text.ts'
import { PairForm } from './pair-form.tsx'
import styles from './displays-page.module.css'

const standings: Readonly<Record<DisplayCard['standing'], readonly [sign: string, words: string]>> = {
  well: ['●', 'well'],
  late: ['▲', 'paints old figures'],
  quiet: ['▲', 'quiet for a minute'],
  lost: ['■', 'not heard of'],
  shared: ['■', 'its pairing is used by two screens: remove it and pair again'],
}

/** Every screen of the domain, worst first, and the form that pairs another one. */
export function DisplaysPage() {
  const fleet = useQuery(displayQueries.fleet())
  const displays = fleet.data?.displays ?? []
  const now = fleet.data?.serverTime ?? 0
  return (
    <main className={styles.page}>
      <header className={styles.head}>
        <h1>Displays</h1>
        <a href="/">To the wall</a>
      </header>
      <PairForm />
      {fleet.isError && <p role="alert">{errorText(fleet.error)} What is below may be old.</p>}
      {fleet.isSuccess && displays.length === 0 && (
        <p className={styles.note}>
          No screen is paired. Open {location.origin}/display on a screen and type its code above.
        </p>
      )}
      {displays.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              {['Screen', 'Standing', 'Last seen', 'Data on the glass', 'Size', 'Frame', 'Memory', ''].map(
                (title) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {displays.map((display) => (
              <DisplayRow key={display.id} display={display} now={now} />
            ))}
          </tbody>
        </table>
      )}
    </main>
  )
}

const rounded = (value: number | null | undefined, unitSize: number, unit: string) =>
  value === null || value === undefined ? '–' : `${Math.round(value / unitSize)} ${unit}`

const ago = (at: number | null, now: number) => (at === null ? 'never' : `${formatAge(now - at)} ago`)

function DisplayRow({ display, now }: { display: DisplayCard; now: number }) {
  const { id, standing, report, onlineSince, lastSeenAt } = display
  const [sign, words] = standings[standing]
  return (
    <tr data-display={display.name} data-standing={standing}>
      <th scope="row">
        <Name display={display} />
        <small>
          {display.address ?? 'no address yet'} · paired by {display.pairedBy}
        </small>
      </th>
      <td>
        {sign} {words}
        {onlineSince === null && <small>not connected</small>}
      </td>
      <td>{ago(lastSeenAt, now)}</td>
      <td>
        {report === null || report.paintedAgeMs === null ? '–' : `${formatAge(report.paintedAgeMs)} old`}
      </td>
      <td>{report === null ? '–' : `${report.width} × ${report.height}`}</td>
      <td>{rounded(report?.frameMsP95, 1, 'ms')}</td>
      <td>{rounded(report?.heapBytes, 1_048_576, 'MB')}</td>
      <td>
        <Actions id={id} isOnline={onlineSince !== null} name={display.name} />
      </td>
    </tr>
  )
}

/** The name, which can be typed over. */
function Name({ display }: { display: DisplayCard }) {
  const client = useQueryClient()
  const rename = useMutation({
    mutationFn: (name: string) => changeDisplay(display.id, { name }),
    onSettled: () => client.invalidateQueries({ queryKey: displayQueries.fleet().queryKey }),
  })
  return (
    <>
      <input
        key={display.name}
        aria-label={`Name of ${display.name}`}
        defaultValue={display.name}
        maxLength={80}
        onBlur={({ target }) => {
          const name = target.value.trim()
          if (name !== '' && name !== display.name) rename.mutate(name)
        }}
      />
      {rename.isError && <small role="alert">{errorText(rename.error)}</small>}
    </>
  )
}

function Actions({ id, name, isOnline }: { id: string; name: string; isOnline: boolean }) {
  const client = useQueryClient()
  const [isSure, setIsSure] = useState(false)
  const act = useMutation({
    mutationFn: (action: () => Promise<void>) => action(),
    onSettled: () => client.invalidateQueries({ queryKey: displayQueries.fleet().queryKey }),
  })
  return (
    <div className={styles.actions}>
      {(['identify', 'reload'] as const).map((command) => (
        <button
          key={command}
          type="button"
          disabled={!isOnline}
          onClick={() => {
            act.mutate(() => commandDisplay(id, command))
          }}
        >
          {command === 'identify' ? 'Identify' : 'Reload'}
        </button>
      ))}
      <button
        type="button"
        aria-label={isSure ? `Really remove ${name}` : `Remove ${name}`}
        onClick={() => {
          if (isSure) act.mutate(() => revokeDisplay(id))
          setIsSure(!isSure)
        }}
      >
        {isSure ? 'Really remove' : 'Remove'}
      </button>
      {act.isError && <small role="alert">{errorText(act.error)}</small>}
    </div>
  )
}
