import { Area, AreaChart, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import type { TrendPoint } from '../live/trend-store.ts'

/**
 * A figure over the session, from 0 to the most. Without axes: their text would be smaller than what a room
 * can read, so whoever draws the chart says the most beside it. Loaded apart, since recharts is larger than the wall.
 */
export function FigureTrend({ points }: { points: readonly TrendPoint[] }) {
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 800, height: 80 }}>
      <AreaChart data={[...points]} margin={{ top: 4, right: 4, bottom: 4, left: 4 }}>
        <XAxis dataKey="at" type="number" domain={['dataMin', 'dataMax']} hide />
        <YAxis domain={[0, 'dataMax']} hide />
        <Area
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
