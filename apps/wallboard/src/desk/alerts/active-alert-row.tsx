import type { AlertReply } from '@wallboard/relay/rest/alerts'
import { useState } from 'react'
import { errorText } from '../../api/error-text.ts'
import { activeAlerts, alertsPage as texts } from '../../i18n/index.ts'
import { formatFigure } from '../../ui/format/figure.ts'
import { formatSiteTime } from '../../ui/format/wait.ts'
import { Lasted, ValueNow } from '../active-alerts/alert-clock.tsx'
import { AlertControls, type AlertQuestion } from '../active-alerts/alert-controls.tsx'
import { needsAction } from '../active-alerts/alert-order-state.ts'
import { alertSubject } from '../active-alerts/alert-text.ts'
import { useAlertActions } from '../active-alerts/use-active-alerts.ts'
import { LevelMark } from '../table/level-mark.tsx'
import { ActiveAlertDetails } from './alert-details.tsx'
import styles from './alerts-page.module.css'
import { momentText } from './moment-text.ts'

/** The state in words: who has acknowledged it and why, until when it is snoozed, what hides it. */
function stateText({ state, acknowledged, snoozedUntil, suppressedBy }: AlertReply): string {
  if (state === 'snoozed' && snoozedUntil !== null)
    return activeAlerts.snoozedUntil(formatSiteTime(snoozedUntil, undefined))
  if (state === 'suppressed' && suppressedBy !== null) return activeAlerts.suppressedBy[suppressedBy.by]
  if (state === 'no-data') return activeAlerts.noData
  if (acknowledged === null) return activeAlerts.states[state]
  const { by, at, note } = acknowledged
  return note === null
    ? activeAlerts.acknowledgedBy(by, formatSiteTime(at, undefined))
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
  const [isOpen, setIsOpen] = useState(false)
  const actions = useAlertActions(alert.id)
  const { id, level, since, unit, limit, peak } = alert
  const isInverted = level === 'critical' && needsAction(alert)
  const what = alertSubject(alert)
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
          if (key === 'Enter' && target === currentTarget) setIsOpen(!isOpen)
        }}
      >
        <td className={styles.since}>
          <LevelMark level={level} />
          <time dateTime={new Date(since).toISOString()}>{momentText(since)}</time>
        </td>
        <th scope="row">
          <button
            type="button"
            className={styles.textButton}
            aria-expanded={isOpen}
            title={texts.details.show(what)}
            onClick={() => {
              setIsOpen(!isOpen)
            }}
          >
            {what}
          </button>
        </th>
        <td className={styles.figure} data-field="value">
          <ValueNow alert={alert} />
        </td>
        <td className={styles.figure}>{formatFigure(limit, unit)}</td>
        <td className={styles.figure}>{formatFigure(peak ?? undefined, unit)}</td>
        <td className={styles.figure}>
          <Lasted since={since} />
        </td>
        <td className={styles.state} title={stateText(alert)}>
          {stateText(alert)}
        </td>
        <td className={styles.actions}>
          {question === undefined && (
            <AlertControls alert={alert} actions={actions} question={undefined} onQuestion={onQuestion} />
          )}
        </td>
      </tr>
      {question !== undefined && (
        <tr className={styles.below} data-level={level} {...(isInverted ? { 'data-inverted': '' } : {})}>
          <td colSpan={8}>
            <AlertControls alert={alert} actions={actions} question={question} onQuestion={onQuestion} />
          </td>
        </tr>
      )}
      {actions.error !== null && (
        <tr className={styles.below}>
          <td colSpan={8}>
            <p role="alert">{errorText(actions.error)}</p>
          </td>
        </tr>
      )}
      {isOpen && (
        <tr className={styles.below}>
          <td colSpan={8}>
            <ActiveAlertDetails alert={alert} />
          </td>
        </tr>
      )}
    </>
  )
}
