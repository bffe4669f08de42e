import { readNumber, type Row } from '@wallboard/statistics'
import { memo } from 'react'
import { board, tiles } from '../../../i18n/index.ts'
import { formatFigure } from '../../../ui/format/figure.ts'
import { useGaps, useStores, useTile, type TileStore } from '../../../live/hooks/live-context.tsx'
import { sparkSampleMs } from '../../../live/stores/trend-series-state.ts'
import { useDomBinding, type DomBinding } from '../../../ui/use-dom-binding.ts'
import { GapMarks, gapText } from '../../charts/gap-marks.tsx'
import { gapsWithin } from '../../charts/shown-gaps-state.ts'
import { useSiteZone } from '../../site-zone-context.tsx'
import { useBandWords } from '../../charts/usual-words.ts'
import { otherFields } from '../queue-fields.ts'
import { sizedFor } from '../tile-frame.tsx'
import styles from '../tiles.module.css'
import { sparkPath } from './spark-path.ts'

function bindPath(element: SVGPathElement, store: TileStore): DomBinding {
  let drawn: readonly (number | null)[] | undefined
  return {
    sources: [store],
    draw() {
      const { history } = store.getState()
      if (history === drawn) return
      drawn = history
      element.setAttribute('d', sparkPath(history))
    },
  }
}

const noSamples: readonly null[] = []

/** Waiting calls of the last 20 minutes, and the gaps. Renders with each sample only while there are gaps to move. */
const SparkLine = memo(function SparkLine({ store }: { readonly store: TileStore }) {
  const all = useGaps()
  const history = useTile(store, (tile) => (all.length === 0 ? noSamples : tile.history))
  const zone = useSiteZone()
  const { serverNow, wallOffsetMs } = useStores().statistics.status.getState()
  const to = serverNow + wallOffsetMs
  const gaps = gapsWithin(all, { from: to - (history.length - 1) * sparkSampleMs, to })
  const words = tiles.trend.description([tiles.trend.waitingLately, ...gaps.map((gap) => gapText(gap, zone))])
  return (
    <>
      <svg
        viewBox="0 0 100 20"
        preserveAspectRatio="none"
        {...(gaps.length === 0 ? { 'aria-hidden': true } : { role: 'img', 'aria-label': words })}
      >
        <path ref={useDomBinding(bindPath, store)} />
      </svg>
      <GapMarks gaps={gaps} zone={zone} />
    </>
  )
})

/** What is usual for the waiting calls of a queue now, in words. */
function UsualCalls({ queue }: { readonly queue: string }) {
  return <span data-usual="">{useBandWords({ queues: [queue], metric: 'callsInQueue' })}</span>
}

/** The other counts with words, or without any what is usual, on a line that keeps its height while it is empty. */
function OtherItems({ queue, row }: { readonly queue: string; readonly row: Row }) {
  const others = otherFields.flatMap(([field, icon]) => {
    const count = readNumber(row, field) ?? 0
    return count > 0 ? [{ field, icon, count, text: formatFigure(count, 'count') }] : []
  })
  const texts = others.map(({ text, icon }) => `${text} ${board.icons[icon]}`)
  return (
    <p className={styles.others} style={sizedFor(texts.join('   '))}>
      {others.length === 0 && <UsualCalls queue={queue} />}
      {others.map(({ field, icon, count, text }) => (
        <span key={field} title={board.icons[icon]}>
          <b data-field={field}>{text}</b>
          {` ${board.waitingItems[icon](count)}`}
        </span>
      ))}
    </p>
  )
}

/** What a tile at full density shows besides its figures. The tile renders it when a count changes. */
export function FullParts({ store }: { readonly store: TileStore }) {
  const { id, row } = store.getState()
  return (
    <>
      <OtherItems queue={id} row={row} />
      <div className={styles.spark}>
        <SparkLine store={store} />
      </div>
    </>
  )
}
