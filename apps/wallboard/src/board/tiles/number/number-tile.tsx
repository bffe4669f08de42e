import {
  figureOf,
  sourcesOfTile,
  toBaseUnit,
  unitOf,
  trendBandSubjectOf,
  type TileOf,
} from '@wallboard/boards'
import { metricTitle, tiles } from '../../../i18n/index.ts'
import { formatFigure } from '../../../ui/format/figure.ts'
import { useFigure } from '../../../live/hooks/live-context.tsx'
import { useBandWords } from '../../charts/usual-words.ts'
import { sizedFor, TileFrame } from '../tile-frame.tsx'
import type { TileProps } from '../tile-view.tsx'
import styles from '../tiles.module.css'
import { useEmphasis } from '../use-emphasis.ts'

/** One large figure and its target. */
export function NumberTile({ tile, place }: TileProps<TileOf<'number'>>) {
  const { figure, target } = tile
  const unit = unitOf(figure)
  const text = useFigure((figures, now) => {
    const { value, isAtLeast } = figureOf(figures, figure, now)
    return formatFigure(value, unit, isAtLeast)
  })
  const isOfCallback = useFigure(
    (figures, now) =>
      (figure.of === 'floor' || figure.of === 'queues') &&
      figure.metric === 'currentLongestQueueTime' &&
      figures.isCallbackWait(figure.of === 'floor' ? 'floor' : figure.queues, now),
  )
  const usual = useBandWords(trendBandSubjectOf(tile))
  // Without a target the line of words has no room of its own: it stands where the tile is high enough.
  const { sizes, innerHeight } = place
  const isHigh = innerHeight > 2.2 * sizes.label + 0.85 * sizes.figure + 1.5 * sizes.note
  const shownUsual = target !== undefined || isHigh ? usual : undefined
  const hasLine = target !== undefined || shownUsual !== undefined
  const words = [
    ...(isOfCallback ? [tiles.ofCallback] : []),
    ...(target === undefined ? [] : [tiles.target(formatFigure(toBaseUnit(target, unit), unit))]),
    ...(shownUsual === undefined ? [] : [shownUsual]),
  ]
  return (
    <TileFrame
      place={place}
      kind="number"
      name={tile.label ?? metricTitle(figure.metric)}
      notes={hasLine ? 1.1 : 0}
      dataSources={sourcesOfTile(tile)}
    >
      <p className={styles.alone}>
        <span
          ref={useEmphasis(unit === 'ms' ? '' : text)}
          data-field={figure.metric}
          data-alone
          style={sizedFor(text)}
        >
          {text}
        </span>
      </p>
      {words.length > 0 && <p className={styles.textLine}>{words.join(' · ')}</p>}
    </TileFrame>
  )
}
