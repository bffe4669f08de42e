import type { Alert, TileOf } from '@wallboard/boards'
import { campaignMetrics, outboundMetrics, queueMetrics } from '@wallboard/statistics'
import { board, metrics, metricTitle, tiles } from '../../../i18n/index.ts'
import { formatFigure } from '../../../ui/format/figure.ts'
import { shownName } from '../../../ui/format/shown-name.ts'
import { formatSiteTime } from '../../../ui/format/wait.ts'
import { timeOfInstant } from '../../../live/session/time-of-day.ts'
import { useAlerts, useScreenStatus } from '../../../live/hooks/live-context.tsx'
import type { SilenceAlert } from '../../../live/stores/alert-store.ts'
import { useSiteZone } from '../../site-zone-context.tsx'
import { Sign } from '../level-sign.tsx'
import { TileFrame } from '../tile-frame.tsx'
import type { TileProps } from '../tile-view.tsx'
import styles from '../tiles.module.css'

const text = tiles.alerts
const units = { ...queueMetrics, ...campaignMetrics, ...outboundMetrics }
/** In em of a note: below this width limit and time do not fit. */
const roomForDetail = 27
const maxShown = 6

/** All alerts by urgency: subject, value, threshold and start. */
export function AlertsTile({ place }: TileProps<TileOf<'alerts'>>) {
  const list = useAlerts((alerts) => alerts)
  const strip = useAlerts((_alerts, others) => others)
  const isOld = useScreenStatus(({ freshness }) => freshness === 'stale' || freshness === 'down')
  // An alert of old figures may have ended. Alerts of live data sources are shown.
  const shown = isOld ? list.filter(({ isLive }) => isLive) : list
  const silent = strip.filter((alert): alert is SilenceAlert => alert.kind === 'silence' && alert.isLive)
  const count = silent.length + shown.length
  const isPaused = isOld && count === 0
  const title = isPaused ? text.title : count === 0 ? text.none : text.count(count)
  return (
    <TileFrame place={place} kind="alerts" name={title} isOld={isPaused}>
      <ul
        className={styles.alerts}
        {...(place.innerWidth >= roomForDetail * place.sizes.note ? { 'data-detailed': '' } : {})}
      >
        {silent.map((alert) => (
          <SilentSource key={alert.id} alert={alert} />
        ))}
        {shown.slice(0, Math.max(0, maxShown - silent.length)).map((alert) => (
          <Line key={alert.key} alert={alert} />
        ))}
        {isOld && <li>{isPaused ? text.allPaused : text.othersPaused}</li>}
      </ul>
    </TileFrame>
  )
}

function SilentSource({ alert: { level, name, isAcknowledged } }: { alert: SilenceAlert }) {
  const what = text.noData(name)
  return (
    <li data-alert={level} title={what}>
      <Sign level={level} isAcknowledged={isAcknowledged} />
      <span className={styles.alertWord} aria-hidden="true">
        {board.levels[level]}
      </span>
      <bdi>{what}</bdi>
      <span className={styles.detail}>{text.state(text.noDataFor, isAcknowledged)}</span>
    </li>
  )
}

function Line({ alert }: { alert: Alert }) {
  const { level, rule, value, since, isAcknowledged = false } = alert
  const name = alert.name ?? metricTitle(rule.metric)
  const { unit } = units[rule.metric]
  const limit = formatFigure(rule.threshold.value, unit)
  const zone = useSiteZone()
  const startTime = useScreenStatus((status) => formatSiteTime(timeOfInstant(status, since), zone))
  const detail = text.state(text.detail(metrics[rule.metric], limit, startTime), isAcknowledged)
  return (
    <li data-alert={level} title={text.titleOf(name, detail)}>
      <Sign level={level} isAcknowledged={isAcknowledged} />
      <span className={styles.alertWord} aria-hidden="true">
        {board.levels[level]}
      </span>
      <bdi>{shownName(name)}</bdi>
      <span className={styles.detail}>{detail}</span>
      <b>{formatFigure(value, unit)}</b>
    </li>
  )
}
