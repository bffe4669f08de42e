import type { AlertReply } from '@wallboard/relay/rest/alerts'
import { queueSource } from '@wallboard/statistics'
import { useRef, useState, type KeyboardEvent } from 'react'
import { errorText } from '../../api/error-text.ts'
import { alertsPage as texts } from '../../i18n/index.ts'
import type { AlertQuestion } from '../active-alerts/alert-controls.tsx'
import { byUrgency, canAcknowledge, canSnooze, isOnWalls } from '../active-alerts/alert-order-state.ts'
import { useActiveAlerts } from '../active-alerts/use-active-alerts.ts'
import desk from '../desk.module.css'
import { useIsSourceOld } from '../desk-session/desk-figures-context.tsx'
import { KeySequence } from '../keyboard/key-sequence.tsx'
import { usePageKeys } from '../keyboard/keyboard-context.tsx'
import { movedRow, moveOfKey } from '../table/row-focus-state.ts'
import { ActiveAlertRow, activeColumns } from './active-alert-row.tsx'
import { AlertTableHead } from './alert-table.tsx'
import tableStyles from './alert-table.module.css'
import styles from './alerts-page.module.css'

const none: readonly AlertReply[] = []

/** The active alerts by urgency. The keys move through them, acknowledge and snooze. */
export function ActiveAlertList() {
  const { data, error, isPending } = useActiveAlerts()
  const isOld = useIsSourceOld(queueSource)
  const [areQuietShown, setAreQuietShown] = useState(false)
  const all = data === undefined ? none : byUrgency(data.alerts)
  const loud = all.filter((alert) => isOnWalls(alert) || alert.state === 'no-data')
  const quietCount = all.length - loud.length
  const shown = areQuietShown ? all : loud
  return (
    <section aria-labelledby="active">
      <div className={styles.head}>
        <h2 id="active">{texts.active}</h2>
        {quietCount > 0 && (
          <p className={desk.note}>
            {texts.quiet(quietCount)}{' '}
            <button
              type="button"
              className={styles.textButton}
              aria-expanded={areQuietShown}
              onClick={() => {
                setAreQuietShown(!areQuietShown)
              }}
            >
              {areQuietShown ? texts.hideQuiet : texts.showQuiet}
            </button>
          </p>
        )}
        {shown.length > 0 && <KeyHints />}
      </div>
      {error !== null && <p role="alert">{errorText(error)}</p>}
      {isPending && <p className={desk.note}>{texts.loading}</p>}
      {data !== undefined && shown.length === 0 && (
        <p className={desk.note}>{isOld ? texts.noneOld : texts.none}</p>
      )}
      {isOld && shown.length > 0 && <p className={desk.note}>{texts.old}</p>}
      {shown.length > 0 && <AlertTable alerts={shown} isOld={isOld} />}
    </section>
  )
}

function KeyHints() {
  const { hint } = texts
  return (
    <p className={styles.hints}>
      <kbd>↑↓</kbd> {hint.move} · <KeySequence keys="a" /> {hint.acknowledge} · <KeySequence keys="s" />{' '}
      {hint.snooze}
    </p>
  )
}

/** Without a focus in the list, the keys of its rows enter it. */
const enteringKeys = ['j', 'k', 'ArrowDown', 'ArrowUp'].map((keys) => ({
  keys,
  label: texts.keys.focus,
  run: () => {
    document.querySelector<HTMLElement>('tr[data-alert][tabindex="0"]')?.focus()
  },
}))

interface OpenQuestion {
  readonly id: string
  readonly question: AlertQuestion
}

function AlertTable({ alerts, isOld }: { readonly alerts: readonly AlertReply[]; readonly isOld: boolean }) {
  const body = useRef<HTMLTableSectionElement>(null)
  const [chosen, setChosen] = useState<string>()
  const [open, setOpen] = useState<OpenQuestion>()
  const ids = alerts.map(({ id }) => id)
  const active = chosen !== undefined && ids.includes(chosen) ? chosen : ids[0]

  const focusRow = (id: string | undefined) => {
    if (id === undefined) return
    setChosen(id)
    body.current?.querySelector<HTMLElement>(`tr[data-alert="${CSS.escape(id)}"]`)?.focus()
  }
  /** Asks about the row with the focus, or else about the most urgent alert that can be asked about. */
  const ask = (question: AlertQuestion) => {
    const isPossible = question === 'note' ? canAcknowledge : canSnooze
    const focused = body.current?.contains(document.activeElement) === true ? active : undefined
    const target = alerts.find(({ id }) => id === focused) ?? alerts.find(isPossible)
    if (target === undefined || !isPossible(target)) return
    setChosen(target.id)
    setOpen({ id: target.id, question })
  }
  usePageKeys([
    {
      keys: 'a',
      label: texts.keys.acknowledge,
      run: () => {
        ask('note')
      },
    },
    {
      keys: 's',
      label: texts.keys.snooze,
      run: () => {
        ask('snooze')
      },
    },
    ...enteringKeys,
  ])

  function keyPressed(event: KeyboardEvent<HTMLElement>): void {
    if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLTableRowElement))
      return
    const move = moveOfKey(event.key)
    if (move === undefined) return
    focusRow(movedRow(ids, active, move))
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className={desk.scrolls}>
      <table className={`${tableStyles.table} ${tableStyles.active}`} {...(isOld ? { 'data-old': '' } : {})}>
        <AlertTableHead shown={activeColumns} />
        <tbody ref={body} onKeyDown={keyPressed}>
          {alerts.map((alert) => (
            <ActiveAlertRow
              key={alert.id}
              alert={alert}
              isActive={alert.id === active}
              question={open?.id === alert.id ? open.question : undefined}
              onFocus={() => {
                setChosen(alert.id)
              }}
              onQuestion={(question) => {
                setOpen(question === undefined ? undefined : { id: alert.id, question })
                // The form that had the focus goes away.
                if (question === undefined) focusRow(alert.id)
              }}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}
