import { Area, AreaChart, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import type { TrendPoint } from '../../live/stores/trend-store.ts'

/**
 * A figure over the session, from 0 to its maximum. Without axes: their text would not be legible from a distance, so the
 * maximum is shown beside the chart. Loaded separately, because recharts is larger than the wall.
 *
 * `id` identifies the chart on the page and comes from a fixed set: recharts would create one for each new chart, and
 * never frees what it computed for an id (`graphicalItemId` in its selectors).
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
