import { memo } from 'react'
import { tiles } from '../../../i18n/index.ts'
import { useGaps, useStores, useTile, type TileStore } from '../../../live/hooks/live-context.tsx'
import { sparkSampleMs } from '../../../live/stores/trend-series-state.ts'
import { GapMarks, gapText } from '../../charts/gap-marks.tsx'
import { gapsWithin } from '../../charts/shown-gaps-state.ts'
import { useSiteZone } from '../../site-zone-context.tsx'
import { sparkPath } from './spark-path.ts'

/** Waiting calls of the last 20 minutes, and the gaps. Renders once per sample, every few seconds. */
export const SparkLine = memo(function SparkLine({ store }: { readonly store: TileStore }) {
  const history = useTile(store, (tile) => tile.history)
  const zone = useSiteZone()
  const { serverNow, wallOffsetMs } = useStores().statistics.status.getState()
  const to = serverNow + wallOffsetMs
  const gaps = gapsWithin(useGaps(), { from: to - (history.length - 1) * sparkSampleMs, to })
  const words = tiles.trend.description([tiles.trend.waitingLately, ...gaps.map((gap) => gapText(gap, zone))])
  return (
    <>
      <svg
        viewBox="0 0 100 20"
        preserveAspectRatio="none"
        {...(gaps.length === 0 ? { 'aria-hidden': true } : { role: 'img', 'aria-label': words })}
      >
        <path d={sparkPath(history)} />
      </svg>
      <GapMarks gaps={gaps} zone={zone} />
    </>
  )
})
