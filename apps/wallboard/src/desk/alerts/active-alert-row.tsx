import type { AlertReply } from '@wallboard/relay/rest/alerts'
import { errorText } from '../../api/error-text.ts'
import { activeAlerts } from '../../i18n/index.ts'
import { formatFigure } from '../../ui/format/figure.ts'
import { Lasted, ValueNow } from '../active-alerts/alert-clock.tsx'
import { AlertControls, type AlertQuestion } from '../active-alerts/alert-controls.tsx'
import { needsAction } from '../active-alerts/alert-order-state.ts'
import { useAlertActions } from '../active-alerts/use-active-alerts.ts'
import { ActiveAlertDetails } from './alert-details.tsx'
import { AlertCell, AlertRowHead, RowBelow, useIsOpen, type AlertColumn } from './alert-table.tsx'
import { useMomentTexts } from '../site-time/use-moment-texts.ts'

export const activeColumns: readonly AlertColumn[] = [
  'since',
  'what',
  'now',
  'limit',
  'peak',
  'lasted',
  'state',
  'actions',
]

/** The state in words: who has acknowledged it and why, until when it is snoozed, what hides it. */
function stateText(
  { state, acknowledged, snoozedUntil, suppressedBy }: AlertReply,
  timeText: (at: number) => string,
): string {
  if (state === 'snoozed' && snoozedUntil !== null) return activeAlerts.snoozedUntil(timeText(snoozedUntil))
  if (state === 'suppressed' && suppressedBy !== null) return activeAlerts.suppressedBy[suppressedBy.by]
  if (state === 'no-data') return activeAlerts.noData
  if (acknowledged === null) return activeAlerts.states[state]
  const { by, at, note } = acknowledged
  return note === null
    ? activeAlerts.acknowledgedBy(by, timeText(at))
    : activeAlerts.acknowledgedWith(by, note)
}

interface ActiveAlertRowProps {
  readonly alert: AlertReply
  /** The row is the table's tab stop. */
  readonly isActive: boolean
  readonly question: AlertQuestion | undefined
  readonly onFocus: () => void
  readonly onQuestion: (question: AlertQuestion | undefined) => void
}

/** A row of the active alerts; one that is critical and needs action is inverted. Enter shows what it is based on. */
export function ActiveAlertRow({ alert, isActive, question, onFocus, onQuestion }: ActiveAlertRowProps) {
  const [isOpen, toggle] = useIsOpen()
  const actions = useAlertActions(alert.id)
  const { id, level, since, unit, limit, peak } = alert
  const isInverted = level === 'critical' && needsAction(alert)
  const { timeText } = useMomentTexts()
  const state = stateText(alert, timeText)
  const below = { columnCount: activeColumns.length }
  return (
    <>
      <tr
        tabIndex={isActive ? 0 : -1}
        data-alert={id}
        data-level={level}
        data-state={alert.state}
        {...(isInverted ? { 'data-inverted': '' } : {})}
        onFocus={onFocus}
        onKeyDown={({ key, target, currentTarget }) => {
          if (key === 'Enter' && target === currentTarget) toggle()
        }}
      >
        <AlertRowHead alert={alert} at={since} isOpen={isOpen} onToggle={toggle} />
        <AlertCell column="now" field="value">
          <ValueNow alert={alert} />
        </AlertCell>
        <AlertCell column="limit">{formatFigure(limit, unit)}</AlertCell>
        <AlertCell column="peak">{formatFigure(peak ?? undefined, unit)}</AlertCell>
        <AlertCell column="lasted">
          <Lasted since={since} />
        </AlertCell>
        <AlertCell column="state" title={state}>
          {state}
        </AlertCell>
        <AlertCell column="actions">
          {question === undefined && (
            <AlertControls
              alert={alert}
              actions={actions}
              question={undefined}
              onQuestion={onQuestion}
              hasKeys
            />
          )}
        </AlertCell>
      </tr>
      {question !== undefined && (
        <RowBelow {...below} isInverted={isInverted}>
          <AlertControls
            alert={alert}
            actions={actions}
            question={question}
            onQuestion={onQuestion}
            hasKeys
          />
        </RowBelow>
      )}
      {actions.error !== null && (
        <RowBelow {...below}>
          <p role="alert">{errorText(actions.error)}</p>
        </RowBelow>
      )}
      {isOpen && (
        <RowBelow {...below}>
          <ActiveAlertDetails alert={alert} />
        </RowBelow>
      )}
    </>
  )
}
