import { useSiteZone } from '../../board/site-zone-context.tsx'
import { alertsPage } from '../../i18n/index.ts'
import { formatSiteTime } from '../../ui/format/wait.ts'
import styles from './alarm-figures.module.css'
import { barsOf } from './hour-bars-state.ts'

const { figures: texts } = alertsPage

interface HourBarsProps {
  readonly hours: readonly { readonly at: number; readonly fired: number }[]
}

/** Alerts by hour as bars, without axes: where the noise was. */
export function HourBars({ hours }: HourBarsProps) {
  const zone = useSiteZone()
  const bars = barsOf(hours)
  return (
    <svg
      className={styles.bars}
      viewBox={`0 0 ${Math.max(1, bars.length) * 4} 16`}
      preserveAspectRatio="none"
      role="img"
      aria-label={texts.byHour}
    >
      {bars.map(({ at, fired, height }, index) => (
        <rect key={at} x={index * 4} y={16 - height} width="3" height={height}>
          <title>{texts.hour(formatSiteTime(at, zone), fired)}</title>
        </rect>
      ))}
    </svg>
  )
}
