import {
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { hourTicks } from '../../ui/format/hour-ticks.ts'
import { axisText, GapPattern, tooltipBox } from './chart-parts.tsx'

/** A mark above the chart: a link to a moment. */
export interface LimitMark {
  readonly at: number
  readonly level: 'warn' | 'critical'
  /** Names the link. */
  readonly text: string
  readonly href: string
}

/** What the chart draws. Instants are epoch milliseconds. */
export interface LimitChartData {
  readonly from: number
  readonly to: number
  /** Null where nothing was recorded. */
  readonly rows: readonly { readonly at: number; readonly value: number | null }[]
  readonly gaps: readonly { readonly from: number; readonly to: number }[]
  readonly limits: readonly { readonly level: 'warn' | 'critical'; readonly value: number }[]
  /** The highest value that is drawn. */
  readonly top: number
}

interface LimitChartProps {
  readonly chart: LimitChartData
  readonly marks: readonly LimitMark[]
  readonly gapText: string
  /** Of the hours on the axis; undefined: the browser's. */
  readonly timeZone: string | undefined
  readonly timeOf: (at: number) => string
  readonly figureOf: (value: number) => string
  /** A mark was clicked without a key that opens another tab. */
  readonly onOpen: (mark: LimitMark) => void
}

/**
 * A figure over a span with its limits, gaps, and marks that lead to moments. Loaded separately, because recharts is
 * larger than the desk.
 */
export function LimitChart({ chart, marks, gapText, timeZone, timeOf, figureOf, onOpen }: LimitChartProps) {
  const { from, to, rows, gaps, limits, top } = chart
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 800, height: 240 }}>
      <ComposedChart
        data={[...rows]}
        margin={{ top: 22, right: 12, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <defs>
          <GapPattern id="limit-chart-gap" />
        </defs>
        <XAxis
          dataKey="at"
          type="number"
          domain={[from, to]}
          allowDataOverflow
          ticks={[...hourTicks(from, to, timeZone)]}
          tickFormatter={timeOf}
          tick={axisText}
          tickLine={false}
          axisLine={{ stroke: 'var(--line)' }}
        />
        <YAxis
          domain={[0, top]}
          tickFormatter={figureOf}
          tick={axisText}
          tickCount={4}
          tickLine={false}
          axisLine={false}
          width={48}
        />
        {gaps.map((gap) => (
          <ReferenceArea
            key={gap.from}
            x1={gap.from}
            x2={gap.to}
            fill="url(#limit-chart-gap)"
            ifOverflow="hidden"
            label={{ value: gapText, position: 'insideTop', fontSize: 11, fill: 'var(--label)' }}
          />
        ))}
        {limits.map(({ level, value }) => (
          <ReferenceLine
            key={level}
            y={value}
            ifOverflow="hidden"
            stroke={level === 'warn' ? 'var(--warn)' : 'var(--figure)'}
            strokeDasharray="4 4"
          />
        ))}
        <Line
          id="limit-chart-line"
          dataKey="value"
          type="linear"
          dot={false}
          isAnimationActive={false}
          connectNulls={false}
          stroke="var(--label)"
          strokeWidth={1.25}
        />
        {marks.map((mark, index) => (
          <ReferenceDot
            key={`${mark.at} ${index}`}
            x={mark.at}
            y={top}
            ifOverflow="visible"
            shape={(place: { cx?: number; cy?: number }) => <Mark {...place} mark={mark} onOpen={onOpen} />}
          />
        ))}
        <Tooltip
          isAnimationActive={false}
          contentStyle={tooltipBox}
          labelFormatter={(label) => timeOf(Number(label))}
          formatter={(value) => [figureOf(Number(value)), '']}
          separator=""
        />
      </ComposedChart>
    </ResponsiveContainer>
  )
}

interface MarkProps {
  readonly cx?: number
  readonly cy?: number
  readonly mark: LimitMark
  readonly onOpen: (mark: LimitMark) => void
}

function Mark({ cx = 0, cy = 0, mark, onOpen }: MarkProps) {
  const { level, text: label, href } = mark
  return (
    <a
      href={href}
      aria-label={label}
      data-mark={level}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        onOpen(mark)
      }}
    >
      <g transform={`translate(${cx} ${cy - 10})`}>
        <rect x="-9" y="-10" width="18" height="20" fill="transparent" />
        <path
          d={level === 'warn' ? 'M0-5 5.5 5H-5.5z' : 'M-5-5H5V5H-5z'}
          fill={level === 'warn' ? 'var(--warn)' : 'var(--critical)'}
        />
        <title>{label}</title>
      </g>
    </a>
  )
}
