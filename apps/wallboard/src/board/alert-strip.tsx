import { campaignMetrics, outboundMetrics, queueMetrics } from '@wallboard/statistics'
import { board, metrics, notices, tiles } from '../i18n/index.ts'
import { useAlerts, useScreenStatus } from '../live/hooks/live-context.tsx'
import { timeOfInstant } from '../live/session/time-of-day.ts'
import type { FigureAlert, SilenceAlert, StripAlert } from '../live/stores/alert-store.ts'
import { formatFigure } from '../ui/format/figure.ts'
import { shownName } from '../ui/format/shown-name.ts'
import { formatSiteTime } from '../ui/format/wait.ts'
import styles from './alert-strip.module.css'
import { useSiteZone } from './site-zone-context.tsx'
import { Sign } from './tiles/level-sign.tsx'

const texts = notices.alertStrip
const units = { ...queueMetrics, ...campaignMetrics, ...outboundMetrics }
/** The strip takes room from the tiles: one line for the most urgent, and how many more there are. */
const maxShown = 1

/** The most urgent alert that no tile shows, below the header. Nothing while there is none, or while it may have ended. */
export function AlertStrip() {
  const isOld = useScreenStatus(({ freshness }) => freshness === 'stale' || freshness === 'down')
  const strip = useAlerts((_list, alerts) => alerts)
  const shown = strip.filter(({ isLive, isListed }) => !isListed && (isLive || !isOld))
  const more = shown.length - maxShown
  return (
    <>
      {shown.slice(0, maxShown).map((alert) => (
        <Line key={alert.id} alert={alert} more={more} />
      ))}
    </>
  )
}

function Line({ alert, more }: { readonly alert: StripAlert; readonly more: number }) {
  const { id, level, isAcknowledged } = alert
  return (
    <p
      className={styles.strip}
      role="alert"
      data-strip={id}
      data-level={level}
      {...(isAcknowledged ? { 'data-acknowledged': '' } : {})}
    >
      <Sign level={level} isAcknowledged={isAcknowledged} />
      <b>{board.levels[level]}</b>
      {alert.kind === 'silence' ? <Silence name={alert.name} /> : <Figure alert={alert} />}
      {isAcknowledged && <span>{board.acknowledged}</span>}
      {more > 0 && <span>{board.more(more)}</span>}
    </p>
  )
}

const Silence = ({ name }: Pick<SilenceAlert, 'name'>) => (
  <>
    <span>{tiles.alerts.noData(name)}</span>
    <span>{tiles.alerts.noDataFor}</span>
  </>
)

function Figure({ alert: { metric, name, value, since } }: { readonly alert: FigureAlert }) {
  const zone = useSiteZone()
  const start = useScreenStatus((status) => formatSiteTime(timeOfInstant(status, since), zone))
  const of = shownName(name ?? texts.floor)
  return (
    <>
      <span>{texts.what(of, metrics[metric], formatFigure(value, units[metric].unit))}</span>
      <span>{texts.since(start)}</span>
    </>
  )
}
