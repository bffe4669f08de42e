import { Area, ComposedChart, Line, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import styles from '../tiles/tiles.module.css'
import { GapMarks } from './gap-marks.tsx'
import type { ChartGap } from './shown-gaps-state.ts'
import type { TrendRow } from './trend-rows-state.ts'

interface FigureTrendProps {
  /** Identifies the chart on the page. */
  readonly id: string
  readonly rows: readonly TrendRow[]
  readonly gaps: readonly ChartGap[]
  /** What the time axis shows. */
  readonly summary: { readonly from: number; readonly to: number }
  /** The highest value of the scale, which begins at 0. */
  readonly top: number
  /** Instants with a label. */
  readonly ticks: readonly number[]
  readonly timeOf: (at: number) => string
  readonly figureOf: (value: number) => string
  readonly zone: string | undefined
  /** CSS pixels, legible from the board's reading distance. */
  readonly textSize: number
  /** CSS pixels. */
  readonly width: number
  readonly hasAxes: boolean
}

/** In em: digits of the scale, and a line of text. */
const digitWidth = 0.65
const lineHeight = 1.15
/** CSS pixels beside the plot. */
const rightMargin = 4

/**
 * A figure over time, with times of day and a scale from 0 to its maximum: faint behind the line what is usual, dashed
 * the line of last week, hatched above it the gaps. Loaded separately, because recharts is larger than the wall. A
 * missing value is a gap in the line.
 *
 * The ids of charts come from a fixed set: recharts would create one for each new chart, and never frees what it
 * computed for an id (`graphicalItemId` in its selectors).
 */
export function FigureTrend(props: FigureTrendProps) {
  const { id, rows, gaps, summary, top, ticks, timeOf, figureOf, zone, textSize, width, hasAxes } = props
  const text = { fontSize: textSize, fill: 'var(--label)' }
  const topText = figureOf(Math.round(top))
  const scaleWidth = hasAxes ? (topText.length * digitWidth + 0.4) * textSize : 0
  const axisHeight = hasAxes ? lineHeight * textSize : 0
  const topMargin = 0.5 * textSize
  const hasBand = rows.some(({ band }) => band !== null)
  const hasLastWeek = rows.some(({ lastWeek }) => lastWeek !== null)
  return (
    <div className={styles.plot}>
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 800, height: 80 }}>
        <ComposedChart
          data={[...rows]}
          margin={{ top: topMargin, right: rightMargin, bottom: 0, left: 0 }}
          tabIndex={-1}
        >
          <XAxis
            hide={!hasAxes}
            dataKey="at"
            type="number"
            domain={[summary.from, summary.to]}
            allowDataOverflow
            ticks={[...ticks]}
            tickFormatter={timeOf}
            tick={text}
            tickLine={false}
            tickMargin={0.1 * textSize}
            height={axisHeight}
            axisLine={{ stroke: 'var(--faint)' }}
          />
          <YAxis
            hide={!hasAxes}
            domain={[0, top]}
            allowDataOverflow
            ticks={[0, top]}
            tickFormatter={(value: number) => figureOf(Math.round(value))}
            tick={text}
            tickLine={false}
            tickMargin={0.2 * textSize}
            width={scaleWidth}
            axisLine={false}
            interval={0}
          />
          {hasBand && (
            <Area
              id={`${id}-band`}
              dataKey="band"
              type="linear"
              className="trend-band"
              isAnimationActive={false}
              connectNulls={false}
              stroke="none"
              fill="var(--faint)"
              fillOpacity={0.45}
            />
          )}
          {hasLastWeek && (
            <Line
              id={`${id}-last-week`}
              dataKey="lastWeek"
              type="stepAfter"
              className="trend-last-week"
              dot={false}
              isAnimationActive={false}
              connectNulls={false}
              stroke="var(--label)"
              strokeWidth={2}
              strokeDasharray="6 5"
            />
          )}
          <Area
            id={id}
            dataKey="value"
            type="stepAfter"
            dot={false}
            isAnimationActive={false}
            connectNulls={false}
            stroke="var(--figure)"
            fill="var(--faint)"
            fillOpacity={hasBand ? 0 : hasLastWeek ? 0.25 : 0.6}
            strokeWidth={3}
          />
        </ComposedChart>
      </ResponsiveContainer>
      <div
        className={styles.marks}
        style={{ top: topMargin, right: rightMargin, bottom: axisHeight, left: scaleWidth }}
      >
        <GapMarks gaps={gaps} zone={zone} label={{ width: width - scaleWidth - rightMargin, textSize }} />
      </div>
    </div>
  )
}
