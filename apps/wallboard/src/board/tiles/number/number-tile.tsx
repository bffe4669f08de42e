import { figureOf, numberTileName, sourcesOfTile, toBaseUnit, unitOf, type TileOf } from '@wallboard/boards'
import { formatFigure } from '../../../ui/format/figure.ts'
import { useFigure } from '../../../live/hooks/live-context.tsx'
import { sizedFor, TileFrame } from '../tile-frame.tsx'
import type { TileProps } from '../tile-view.tsx'
import styles from '../tiles.module.css'
import { useEmphasis } from '../use-emphasis.ts'

/** One big number, and the target that it should reach. */
export function NumberTile({ tile, place }: TileProps<TileOf<'number'>>) {
  const { figure, target } = tile
  const unit = unitOf(figure)
  const text = useFigure((figures, now) => {
    const { value, isAtLeast } = figureOf(figures, figure, now)
    return formatFigure(value, unit, isAtLeast)
  })
  const isOfCallback = useFigure(
    (figures, now) =>
      figure.of !== 'campaign' &&
      figure.metric === 'currentLongestQueueTime' &&
      figures.isCallbackWait(figure.of === 'floor' ? 'floor' : figure.queues, now),
  )
  return (
    <TileFrame
      place={place}
      kind="number"
      name={numberTileName(tile)}
      notes={target === undefined ? 0 : 1.1}
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
      {(target !== undefined || isOfCallback) && (
        <p className={styles.words}>
          {isOfCallback ? 'of a callback' : ''}
          {isOfCallback && target !== undefined ? ' · ' : ''}
          {target === undefined ? '' : `target ${formatFigure(toBaseUnit(target, unit), unit)}`}
        </p>
      )}
    </TileFrame>
  )
}
