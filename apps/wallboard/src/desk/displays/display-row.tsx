import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { BoardSummary } from '@wallboard/boards/rest'
import type { DisplaySummary } from '@wallboard/relay/rest/display-list'
import { useState } from 'react'
import { formatAge } from '../../ui/format/wait.ts'
import { changeDisplay, commandDisplay, displayQueries, revokeDisplay } from '../../api/display-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { browserName } from './browser-name.ts'
import { DisplaySettingsForm } from './display-settings-form.tsx'
import desk from '../desk.module.css'
import styles from './displays-page.module.css'

const healthLabels: Readonly<Record<DisplaySummary['health'], readonly [sign: string, words: string]>> = {
  healthy: ['●', 'Healthy'],
  stale: ['▲', 'Showing stale data'],
  silent: ['▲', 'Not responding for a minute'],
  offline: ['■', 'Offline'],
  conflict: ['■', 'Two screens use this pairing: remove it and pair again'],
}

const rounded = (value: number | null | undefined, unitSize: number, unit: string) =>
  value === null || value === undefined ? '–' : `${Math.round(value / unitSize)} ${unit}`

/** Boards come by a request of their own: until then nobody knows. */
const boardName = (boards: readonly BoardSummary[] | undefined, id: string): string =>
  boards === undefined ? '–' : (boards.find((each) => each.id === id)?.name ?? 'a board that is gone')

const ago = (at: number | null, now: number) => (at === null ? 'never' : `${formatAge(now - at)} ago`)

interface DisplayRowProps {
  readonly display: DisplaySummary
  readonly now: number
  /** Undefined while they are not known. */
  readonly boards: readonly BoardSummary[] | undefined
  readonly mostCommonBuild: string | undefined
}

/** One screen: how it stands, what it shows, and what can be done about it. */
export function DisplayRow({ display, now, boards, mostCommonBuild }: DisplayRowProps) {
  const { id, health, report, onlineSince, lastSeenAt, browser } = display
  const [isOpen, setIsOpen] = useState(false)
  const [sign, words] = healthLabels[health]
  const isOtherBuild = report !== null && mostCommonBuild !== undefined && report.build !== mostCommonBuild
  return (
    <>
      <tr data-display={display.name} data-health={health}>
        <th scope="row">
          <Name display={display} />
          <small>
            {display.address ?? 'no address yet'} · paired by {display.pairedBy}
          </small>
        </th>
        <td>
          <span className={styles.standing}>
            {sign} {words}
          </span>
          <small>
            {onlineSince === null ? 'not connected' : `online for ${formatAge(now - onlineSince)}`}
          </small>
          {display.unreadable !== undefined && (
            <small>
              <b>
                ▲ damaged in the database: {display.unreadable.join(', ')}. Set it again, or remove the
                display and pair it again
              </b>
            </small>
          )}
        </td>
        <td>
          {boardName(boards, display.shownBoardId)}
          {display.shownBoardId !== display.boardId && <small>by its schedule</small>}
        </td>
        <td className={desk.number}>{ago(lastSeenAt, now)}</td>
        <td className={desk.number}>
          {report === null || report.paintedAgeMs === null ? '–' : `${formatAge(report.paintedAgeMs)} old`}
        </td>
        <td className={desk.number}>{report === null ? '–' : `${report.width} × ${report.height}`}</td>
        <td className={desk.number}>
          {rounded(report?.frameMsP50, 1, 'ms')}
          {typeof report?.frameMsP95 === 'number' && (
            <small>95 % within {rounded(report.frameMsP95, 1, 'ms')}</small>
          )}
        </td>
        <td className={desk.number}>{rounded(report?.heapBytes, 1_048_576, 'MB')}</td>
        <td>
          {browser === null ? '–' : browserName(browser)}
          <small>
            {report === null ? '–' : `build ${report.build.slice(0, 7)}`}
            {isOtherBuild && <b> ▲ another than most</b>}
          </small>
        </td>
        <td>
          <Actions id={id} isOnline={onlineSince !== null} name={display.name}>
            <button
              type="button"
              aria-expanded={isOpen}
              aria-label={`Settings of ${display.name}`}
              onClick={() => {
                setIsOpen(!isOpen)
              }}
            >
              Settings
            </button>
          </Actions>
        </td>
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={10}>
            <DisplaySettingsForm display={display} boards={boards ?? []} />
          </td>
        </tr>
      )}
    </>
  )
}

/** The name, which can be typed over. */
function Name({ display }: { display: DisplaySummary }) {
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

function Actions(props: {
  readonly id: string
  readonly name: string
  readonly isOnline: boolean
  readonly children: React.ReactNode
}) {
  const { id, name, isOnline, children } = props
  const client = useQueryClient()
  const [isConfirming, setIsSure] = useState(false)
  const act = useMutation({
    mutationFn: (action: () => Promise<void>) => action(),
    onSettled: () => client.invalidateQueries({ queryKey: displayQueries.fleet().queryKey }),
  })
  return (
    <div className={styles.actions}>
      {children}
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
        aria-label={isConfirming ? `Really remove ${name}` : `Remove ${name}`}
        onClick={() => {
          if (isConfirming) act.mutate(() => revokeDisplay(id))
          setIsSure(!isConfirming)
        }}
      >
        {isConfirming ? 'Really remove' : 'Remove'}
      </button>
      {act.isError && <small role="alert">{errorText(act.error)}</small>}
    </div>
  )
}
