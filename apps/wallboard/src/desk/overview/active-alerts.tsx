import type { AlertReply } from '@wallboard/relay/rest/alerts'
import { queueSource } from '@wallboard/statistics'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { errorText } from '../../api/error-text.ts'
import { useSiteZone } from '../../board/site-zone-context.tsx'
import { activeAlerts, board, overviewPage } from '../../i18n/index.ts'
import { useScreenStatus } from '../../live/hooks/live-context.tsx'
import { formatFigure } from '../../ui/format/figure.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import { formatSiteTime } from '../../ui/format/wait.ts'
import { ValueNow } from '../active-alerts/alert-clock.tsx'
import { AlertControls, type AlertQuestion } from '../active-alerts/alert-controls.tsx'
import { byUrgency, isActive, needsAction } from '../active-alerts/alert-order-state.ts'
import { entityName, metricName } from '../active-alerts/alert-text.ts'
import { EntityLink } from '../active-alerts/entity-link.tsx'
import { useActiveAlerts, useAlertActions } from '../active-alerts/use-active-alerts.ts'
import { useFreshness } from '../desk-session/desk-figures-context.tsx'
import { LevelMark } from '../table/level-mark.tsx'
import styles from './side-panel.module.css'

const texts = overviewPage.alerts
/** More would push what changed out of sight. */
const maxShown = 6

/** What is said about the list: why it is empty, or why it may be out of date. */
function useNote(alerts: readonly AlertReply[] | undefined): string | undefined {
  const freshness = useFreshness(queueSource)
  const hasFigures = useScreenStatus(
    ({ hasSnapshot, confirmedAt }) => hasSnapshot && confirmedAt !== undefined,
  )
  if (!hasFigures) return texts.waiting
  // While figures are not live the server evaluates nothing: that there are no alerts is not known.
  if (freshness !== 'live') return texts.paused
  if (alerts === undefined) return texts.loading
  return alerts.length === 0 ? texts.none : undefined
}

/** The alerts that are active now, by urgency, with what a person can do about them. */
export function ActiveAlerts() {
  const { data, error } = useActiveAlerts()
  const alerts = data && byUrgency(data.alerts).filter(isActive)
  const note = useNote(alerts)
  const more = (alerts?.length ?? 0) - maxShown
  return (
    <section aria-labelledby="active-alerts">
      <h2 id="active-alerts">{texts.title}</h2>
      <ul className={styles.alerts}>
        {alerts?.slice(0, maxShown).map((alert) => (
          <ActiveAlert key={alert.id} alert={alert} />
        ))}
      </ul>
      {more > 0 && (
        <p className={styles.none}>
          <Link to="/alerts">{texts.more(more)}</Link>
        </p>
      )}
      {error !== null && alerts === undefined ? (
        <p className={styles.none} role="alert">
          {errorText(error)}
        </p>
      ) : (
        note !== undefined && <p className={styles.none}>{note}</p>
      )}
    </section>
  )
}

function detailOf(alert: AlertReply, zone: string | undefined): string {
  const { limit, unit, since, state, acknowledged } = alert
  const detail = activeAlerts.limit(formatFigure(limit, unit), formatSiteTime(since, zone))
  if (acknowledged !== null) return texts.acknowledgedBy(detail, shownName(acknowledged.by))
  return state === 'no-data' ? texts.noData(detail) : detail
}

function ActiveAlert({ alert }: { readonly alert: AlertReply }) {
  const [question, setQuestion] = useState<AlertQuestion>()
  const actions = useAlertActions(alert.id)
  const zone = useSiteZone()
  const { id, level, entity, metric } = alert
  return (
    <li
      data-alert={id}
      data-level={level}
      {...(level === 'critical' && needsAction(alert) ? { 'data-inverted': '' } : {})}
    >
      <b>
        <LevelMark level={level} /> <EntityLink entity={entity}>{entityName(entity)}</EntityLink>
        {`: ${metricName(metric)} `}
        <ValueNow alert={alert} />
      </b>
      <span className={styles.word}>{board.levels[level]}</span>
      <p>{detailOf(alert, zone)}</p>
      <AlertControls alert={alert} actions={actions} question={question} onQuestion={setQuestion} />
      {actions.error !== null && <p role="alert">{errorText(actions.error)}</p>}
    </li>
  )
}
