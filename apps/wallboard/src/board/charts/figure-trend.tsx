import { Area, AreaChart, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import type { TrendPoint } from '../../live/stores/trend-store.ts'

/**
 * A figure over the session, from 0 to the most. Without axes: their text would be smaller than what a room
 * can read, so the maximum is shown beside the chart. Loaded apart, since recharts is larger than the wall.
 *
 * `id` is one per chart on the page, out of a set that does not grow: recharts would make one for each chart that comes,
 * and keeps what it computed for every one of them (`graphicalItemId` in its selectors) as long as the page stands.
 */
export function FigureTrend({ id, points }: { id: string; points: readonly TrendPoint[] }) {
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 800, height: 80 }}>
      <AreaChart data={[...points]} margin={{ top: 4, right: 4, bottom: 4, left: 4 }}>
        <XAxis dataKey="at" type="number" domain={['dataMin', 'dataMax']} hide />
        <YAxis domain={[0, 'dataMax']} hide />
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
