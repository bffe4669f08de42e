import { CartesianGrid, Line, LineChart, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { formatTime } from '../format/wait.ts'
import type { TrendPoint } from '../live/trend-store.ts'

/** Calls in queue over the session. Loaded apart from the wall, since recharts is larger than the wall itself. */
export function CallsTrend({ points }: { points: readonly TrendPoint[] }) {
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 800, height: 80 }}>
      <LineChart data={[...points]} margin={{ top: 6, right: 12, bottom: 0, left: 0 }}>
        <CartesianGrid vertical={false} stroke="var(--faint)" />
        <XAxis
          dataKey="at"
          type="number"
          domain={['dataMin', 'dataMax']}
          tickFormatter={(at: number) => formatTime(at).slice(0, 5)}
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
