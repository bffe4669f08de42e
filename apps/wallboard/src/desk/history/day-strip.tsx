import { historyPage as text } from '../../i18n/index.ts'
import { formatSiteTime, formatTime } from '../../ui/format/wait.ts'
import type { Range } from './day-range-state.ts'
import styles from './history-page.module.css'
import { gapText, instantText } from './instant-text.ts'
import type { StripGap } from './strip-gaps-state.ts'

interface DayStripProps {
  /** The recorded part of the day. */
  readonly range: Range
  readonly gaps: readonly StripGap[]
  /** Epoch milliseconds. */
  readonly at: number
  readonly onSeek: (at: number) => void
}

const secondMs = 1_000
const pageMs = 5 * 60_000
/** The ends of a shorter range are shown with seconds. */
const shortRangeMs = 15 * 60_000

const percent = (share: number): string => `${(share * 100).toFixed(3)}%`

/** The recorded part of a day: drag along it, or move a second with the arrow keys and five minutes with page keys. */
export function DayStrip({ range, gaps, at, onSeek }: DayStripProps) {
  const seek = (instant: number) => {
    onSeek(Math.min(Math.max(instant, range.from), range.to))
  }
  const isShort = range.to - range.from < shortRangeMs
  const endText = (instant: number) => (isShort ? formatTime(instant) : formatSiteTime(instant, undefined))
  return (
    <div className={styles.strip}>
      <div className={styles.gaps}>
        {gaps.map(({ gap, start, width }) => (
          <span
            key={`${gap.span.kind} ${gap.span.startsAt} ${gap.dataSources.join()}`}
            data-gap={gap.span.kind}
            title={gapText(gap.dataSources, gap.span)}
            style={{ left: percent(start), width: percent(width) }}
          />
        ))}
      </div>
      <input
        type="range"
        aria-label={text.instant}
        aria-valuetext={instantText(at)}
        min={range.from}
        max={range.to}
        step={1}
        value={Math.min(Math.max(at, range.from), range.to)}
        onChange={(event) => {
          seek(event.target.valueAsNumber)
        }}
        onKeyDown={(event) => {
          const step = stepsOfKeys.get(event.key)
          if (step === undefined) return
          event.preventDefault()
          seek(at + step)
        }}
      />
      <div className={styles.ends}>
        <span>{endText(range.from)}</span>
        <span>{endText(range.to)}</span>
      </div>
    </div>
  )
}

const stepsOfKeys: ReadonlyMap<string, number> = new Map([
  ['ArrowLeft', -secondMs],
  ['ArrowDown', -secondMs],
  ['ArrowRight', secondMs],
  ['ArrowUp', secondMs],
  ['PageDown', -pageMs],
  ['PageUp', pageMs],
])
