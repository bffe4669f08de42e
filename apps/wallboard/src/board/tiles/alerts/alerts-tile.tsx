import type { Alert, TileOf } from '@wallboard/boards'
import { campaignMetrics, queueMetrics } from '@wallboard/statistics'
import { formatFigure } from '../../../ui/format/figure.ts'
import { shownName } from '../../../ui/format/shown-name.ts'
import { formatSiteTime } from '../../../ui/format/wait.ts'
import { timeOfInstant } from '../../../live/session/time-of-day.ts'
import { useAlerts, useScreenStatus } from '../../../live/hooks/live-context.tsx'
import { useSiteZone } from '../../site-zone-context.tsx'
import { Sign } from '../level-sign.tsx'
import { TileFrame } from '../tile-frame.tsx'
import type { TileProps } from '../tile-view.tsx'
import styles from '../tiles.module.css'

const metrics = { ...queueMetrics, ...campaignMetrics }
/** In em of a note: narrower than this there is no room for limit and time. */
const roomForDetail = 27
const maxShown = 6

/** All alerts by urgency: subject, value, threshold and start. */
export function AlertsTile({ place }: TileProps<TileOf<'alerts'>>) {
  const list = useAlerts((alerts) => alerts)
  const isOld = useScreenStatus(({ freshness }) => freshness === 'stale' || freshness === 'down')
  // An alert of old figures may have ended. Those of sources that are live are shown.
  const shown = isOld ? list.filter(({ isLive }) => isLive) : list
  const isNothingEvaluated = isOld && shown.length === 0
  const title = isNothingEvaluated ? 'Alerts' : shown.length === 0 ? 'No alerts' : `Alerts ${shown.length}`
  return (
    <TileFrame place={place} kind="alerts" name={title} isOld={isNothingEvaluated}>
      <ul
        className={styles.alarms}
        {...(place.innerWidth >= roomForDetail * place.sizes.note ? { 'data-detailed': '' } : {})}
      >
        {shown.slice(0, maxShown).map((alert) => (
          <Line key={alert.key} alert={alert} />
        ))}
        {isOld && <li>{isNothingEvaluated ? '' : 'the rest is '}not judged while figures are old</li>}
      </ul>
    </TileFrame>
  )
}

function Line({ alert }: { alert: Alert }) {
  const { name, level, rule, value, since } = alert
  const { label, unit } = metrics[rule.metric]
  const limit = formatFigure(rule.threshold.value, unit)
  const zone = useSiteZone()
  const began = useScreenStatus((status) => formatSiteTime(timeOfInstant(status, since), zone))
  const detail = `${label} · limit ${limit} · since ${began}`
  return (
    <li data-alarm={level} title={`${name}: ${detail}`}>
      <Sign level={level} />
      <span className={styles.alarmWord} aria-hidden="true">
        {level}
      </span>
      <bdi>{shownName(name)}</bdi>
      <span className={styles.detail}>{detail}</span>
      <b>{formatFigure(value, unit)}</b>
    </li>
  )
}
