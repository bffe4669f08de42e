import { useIsSourceOld } from '../desk-session/desk-figures-context.tsx'
import { Link } from '@tanstack/react-router'
import type { Alert } from '@wallboard/boards'
import { campaignMetrics, outboundMetrics, queueMetrics } from '@wallboard/statistics'
import { useSiteZone } from '../../board/site-zone-context.tsx'
import { board, metrics, metricTitle, overviewPage as texts } from '../../i18n/index.ts'
import { useAlerts, useScreenStatus } from '../../live/hooks/live-context.tsx'
import { timeOfInstant } from '../../live/session/time-of-day.ts'
import { formatFigure } from '../../ui/format/figure.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import { formatSiteTime } from '../../ui/format/wait.ts'
import { LevelMark } from '../table/level-mark.tsx'
import { queueSource } from '@wallboard/statistics'
import styles from './side-panel.module.css'

const units = { ...queueMetrics, ...campaignMetrics, ...outboundMetrics }
/** More would push what changed out of sight. */
const maxShown = 6

/** The alerts that are active now, by urgency. */
export function ActiveAlerts() {
  const alerts = useAlerts((list) => list)
  const isOld = useIsSourceOld(queueSource)
  const hasFigures = useScreenStatus((status) => status.hasSnapshot)
  const more = alerts.length - maxShown
  const noneText = !hasFigures ? texts.alerts.waiting : isOld ? texts.alerts.paused : texts.alerts.none
  return (
    <section aria-labelledby="active-alerts">
      <h2 id="active-alerts">{texts.alerts.title}</h2>
      {alerts.length === 0 && <p className={styles.none}>{noneText}</p>}
      <ul className={styles.alerts}>
        {alerts.slice(0, maxShown).map((alert) => (
          <ActiveAlert key={alert.key} alert={alert} />
        ))}
      </ul>
      {more > 0 && <p className={styles.none}>{texts.alerts.more(more)}</p>}
      {isOld && alerts.length > 0 && <p className={styles.none}>{texts.alerts.paused}</p>}
    </section>
  )
}

function ActiveAlert({ alert }: { readonly alert: Alert }) {
  const { level, rule, value, since, queueId } = alert
  const { unit } = units[rule.metric]
  const zone = useSiteZone()
  const start = useScreenStatus((status) => formatSiteTime(timeOfInstant(status, since), zone))
  const name = shownName(alert.name ?? metricTitle(rule.metric))
  const limit = formatFigure(rule.threshold.value, unit)
  return (
    <li data-level={level}>
      <b>
        <LevelMark level={level} />{' '}
        {queueId === undefined ? (
          name
        ) : (
          <Link to="/queues/$queueId" params={{ queueId }}>
            {name}
          </Link>
        )}
        {`: ${metrics[rule.metric]} ${formatFigure(value, unit)}`}
      </b>
      <span className={styles.word}>{board.levels[level]}</span>
      <p>{texts.alerts.detail(rule.threshold.when, limit, start)}</p>
    </li>
  )
}
