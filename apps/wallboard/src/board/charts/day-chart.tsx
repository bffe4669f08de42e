import {
  Area,
  Brush,
  CartesianGrid,
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

/** A figure at an instant of a day, epoch milliseconds; null where it is not known. */
export interface DayRow {
  readonly at: number
  readonly value: number | null
  /** What is usual then; null without a band. */
  readonly band: readonly [low: number, high: number] | null
}

/** A span without live data, and why. */
export interface DayGap {
  readonly from: number
  readonly to: number
  readonly text: string
  /** Drawn in the gap where it has room. */
  readonly label: string
}

/** The start of an alert. */
export interface ChartMark {
  readonly at: number
  readonly level: 'warn' | 'critical'
  readonly text: string
}

interface DayChartProps {
  readonly rows: readonly DayRow[]
  readonly gaps: readonly DayGap[]
  readonly marks: readonly ChartMark[]
  /** The instant that the page shows; undefined for the present. */
  readonly at: number | undefined
  /** The name of the figure, in the box of the instant under the pointer. */
  readonly name: string
  /** Of the hours on the axis; undefined: the browser's. */
  readonly timeZone: string | undefined
  readonly timeOf: (at: number) => string
  readonly figureOf: (value: number) => string
}

const minTop = 4

/** The sign of an alert: a triangle or a square, as in the tables. */
function AlertSign({ cx = 0, cy = 0, mark }: { cx?: number; cy?: number; readonly mark: ChartMark }) {
  const path = mark.level === 'warn' ? 'M0-6 6 5H-6z' : 'M-5-5H5V5H-5z'
  return (
    <g transform={`translate(${cx} ${cy})`}>
      <path
        d={path}
        fill={mark.level === 'warn' ? 'var(--warn)' : 'var(--critical)'}
        stroke="var(--surface)"
      />
      <title>{mark.text}</title>
    </g>
  )
}

/** The widest label of a gap, in CSS pixels. */
const gapLabelWidth = 124

/** The label of a gap, which a wide gap shows; its whole text under the pointer. */
function GapLabel({ viewBox, gap }: { readonly viewBox?: Partial<DOMRect>; readonly gap: DayGap }) {
  const { x = 0, y = 0, width = 0, height = 0 } = viewBox ?? {}
  return (
    <g>
      <rect {...{ x, y, width, height }} fill="transparent">
        <title>{gap.text}</title>
      </rect>
      {width >= gapLabelWidth && (
        <text x={x + width / 2} y={y + 14} fontSize={11} fill="var(--label)" textAnchor="middle">
          {gap.label}
        </text>
      )}
    </g>
  )
}

/**
 * A figure over a day against what is usual, with gaps hatched and alerts marked. Its lower strip narrows the day. Loaded
 * separately, because recharts is larger than the desk.
 */
export function DayChart({ rows, gaps, marks, at, name, timeZone, timeOf, figureOf }: DayChartProps) {
  const [first, last] = [rows[0]?.at ?? 0, rows[rows.length - 1]?.at ?? 0]
  const top = Math.max(minTop, ...rows.map(({ value, band }) => Math.max(value ?? 0, band?.[1] ?? 0)))
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 800, height: 280 }}>
      <ComposedChart
        data={[...rows]}
        margin={{ top: 18, right: 8, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <defs>
          <GapPattern id="day-chart-gap" />
        </defs>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="at"
          type="number"
          domain={['dataMin', 'dataMax']}
          ticks={[...hourTicks(first, last, timeZone)]}
          tickFormatter={timeOf}
          tick={axisText}
          tickLine={false}
          axisLine={{ stroke: 'var(--line)' }}
        />
        <YAxis
          domain={[0, top]}
          allowDecimals={false}
          tick={axisText}
          tickLine={false}
          axisLine={false}
          width={32}
        />
        <Area
          id="day-chart-band"
          dataKey="band"
          isAnimationActive={false}
          stroke="none"
          fill="var(--line)"
          activeDot={false}
          tooltipType="none"
        />
        {gaps.map((gap) => (
          <ReferenceArea
            key={gap.from}
            x1={gap.from}
            x2={gap.to}
            fill="url(#day-chart-gap)"
            ifOverflow="hidden"
            label={<GapLabel gap={gap} />}
          />
        ))}
        <Line
          id="day-chart-line"
          name={name}
          dataKey="value"
          type="stepAfter"
          dot={false}
          isAnimationActive={false}
          connectNulls={false}
          stroke="var(--figure)"
          strokeWidth={1.5}
        />
        {marks.map((mark) => (
          <ReferenceDot
            key={`${mark.level} ${mark.at}`}
            x={mark.at}
            y={top}
            ifOverflow="hidden"
            shape={(place: { cx?: number; cy?: number }) => <AlertSign {...place} mark={mark} />}
          />
        ))}
        {at !== undefined && (
          <ReferenceLine
            x={at}
            stroke="var(--link)"
            label={{ value: timeOf(at), fontSize: 12, fill: 'var(--link)', position: 'insideTopLeft' }}
          />
        )}
        <Tooltip
          isAnimationActive={false}
          contentStyle={tooltipBox}
          labelFormatter={(label) => timeOf(Number(label))}
          formatter={(value) => figureOf(Number(value))}
        />
        <Brush
          dataKey="at"
          height={22}
          travellerWidth={8}
          tickFormatter={timeOf}
          stroke="var(--faint)"
          fill="var(--surface)"
        />
      </ComposedChart>
    </ResponsiveContainer>
  )
}
