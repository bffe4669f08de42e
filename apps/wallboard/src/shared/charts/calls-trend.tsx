import { CartesianGrid, Line, LineChart, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { formatTime } from '../format/wait.ts'
import type { TrendPoint } from '../live/trend-store.ts'

/** Below this span, ticks of whole minutes would repeat themselves. */
const minutesNeedSecondsMs = 600_000

/** Calls in queue over the session. Loaded apart from the wall, since recharts is larger than the wall itself. */
export function CallsTrend({ points }: { points: readonly TrendPoint[] }) {
  const isShort = (points.at(-1)?.at ?? 0) - (points[0]?.at ?? 0) < minutesNeedSecondsMs
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 800, height: 80 }}>
      <LineChart data={[...points]} margin={{ top: 6, right: 12, bottom: 0, left: 0 }}>
        <CartesianGrid vertical={false} stroke="var(--faint)" />
        <XAxis
          dataKey="at"
          type="number"
          domain={['dataMin', 'dataMax']}
          tickFormatter={(at: number) => formatTime(at).slice(0, isShort ? 8 : 5)}
          tickMargin={6}
          minTickGap={120}
          stroke="var(--label)"
          fontSize="1.6vh"
          tickLine={false}
        />
        <YAxis
          width={44}
          allowDecimals={false}
          tickCount={3}
          stroke="var(--label)"
          fontSize="1.6vh"
          tickLine={false}
          axisLine={false}
        />
        <Line
          dataKey="calls"
          type="stepAfter"
          dot={false}
          isAnimationActive={false}
          connectNulls={false}
          stroke="var(--figure)"
          strokeWidth={2}
        />
      </LineChart>
    </ResponsiveContainer>
  )
}
