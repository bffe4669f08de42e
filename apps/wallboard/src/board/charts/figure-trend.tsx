import { Area, AreaChart, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import type { TrendPoint } from '../../live/stores/trend-store.ts'

interface FigureTrendProps {
  /** Identifies the chart on the page. */
  readonly id: string
  readonly points: readonly TrendPoint[]
  /** What the time axis shows. */
  readonly summary: { readonly from: number; readonly to: number }
  /** The highest value of the scale, which begins at 0. */
  readonly top: number
  /** Instants with a label. */
  readonly ticks: readonly number[]
  readonly timeOf: (at: number) => string
  readonly figureOf: (value: number) => string
  /** CSS pixels, legible from the board's reading distance. */
  readonly textSize: number
  readonly hasAxes: boolean
}

/** In em: digits of the scale, and a line of text. */
const digitWidth = 0.65
const lineHeight = 1.15

/**
 * A figure over time, with times of day and a scale from 0 to its maximum. Loaded separately, because recharts is larger
 * than the wall. A missing value is a gap in the line.
 *
 * The ids of charts come from a fixed set: recharts would create one for each new chart, and never frees what it
 * computed for an id (`graphicalItemId` in its selectors).
 */
export function FigureTrend(props: FigureTrendProps) {
  const { id, points, summary, top, ticks, timeOf, figureOf, textSize, hasAxes } = props
  const text = { fontSize: textSize, fill: 'var(--label)' }
  const topText = figureOf(Math.round(top))
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 800, height: 80 }}>
      <AreaChart data={[...points]} margin={{ top: 0.5 * textSize, right: 4, bottom: 0, left: 0 }}>
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
          height={lineHeight * textSize}
          axisLine={{ stroke: 'var(--faint)' }}
        />
        <YAxis
          hide={!hasAxes}
          domain={[0, top]}
          ticks={[0, top]}
          tickFormatter={(value: number) => figureOf(Math.round(value))}
          tick={text}
          tickLine={false}
          tickMargin={0.2 * textSize}
          width={(topText.length * digitWidth + 0.4) * textSize}
          axisLine={false}
          interval={0}
        />
        <Area
          id={id}
          dataKey="value"
          type="stepAfter"
          dot={false}
          isAnimationActive={false}
          connectNulls={false}
          stroke="var(--figure)"
          fill="var(--faint)"
          strokeWidth={3}
        />
      </AreaChart>
    </ResponsiveContainer>
  )
}
