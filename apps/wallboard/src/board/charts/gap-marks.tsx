import { tiles } from '../../i18n/index.ts'
import { formatSiteTime, formatTime } from '../../ui/format/wait.ts'
import styles from '../tiles/tiles.module.css'
import type { ChartGap } from './shown-gaps-state.ts'

const text = tiles.trend
/** The ends of a shorter gap are shown with seconds. */
const shortMs = 120_000

/** A gap in words: from when to when, and why. */
export function gapText({ kind, startsAt, endsAt }: ChartGap, zone: string | undefined): string {
  const timeOf = endsAt - startsAt < shortMs ? formatTime : formatSiteTime
  return text.gap(timeOf(startsAt, zone), timeOf(endsAt, zone), text.gapKinds[kind])
}

interface GapMarksProps {
  readonly gaps: readonly ChartGap[]
  readonly zone: string | undefined
  /** The width that the marks lie on, in CSS pixels, and the size of their text; without it they have none. */
  readonly label?: { readonly width: number; readonly textSize: number }
}

/** In em: a label such as "no data 09:12–09:21". */
const labelWidth = 10.5

/** Hatched gaps above a chart. Each says why on hover and on focus, and to people who do not see it. */
export function GapMarks({ gaps, zone, label }: GapMarksProps) {
  return gaps.map((gap) => {
    const isWide = label !== undefined && gap.width * label.width > labelWidth * label.textSize
    const words = gapText(gap, zone)
    return (
      <span
        key={`${gap.kind} ${gap.startsAt}`}
        className={styles.gap}
        role="img"
        tabIndex={0}
        aria-label={words}
        title={words}
        data-gap={gap.kind}
        style={{ left: `${(gap.start * 100).toFixed(2)}%`, width: `${(gap.width * 100).toFixed(2)}%` }}
      >
        {isWide && text.noDataBetween(formatSiteTime(gap.startsAt, zone), formatSiteTime(gap.endsAt, zone))}
      </span>
    )
  })
}
