import { figureOf, sourcesOfTile, toBaseUnit, unitOf, type TileOf } from '@wallboard/boards'
import { metricTitle, tiles } from '../../../i18n/index.ts'
import { formatFigure } from '../../../ui/format/figure.ts'
import { useFigure } from '../../../live/hooks/live-context.tsx'
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
  return (
    <TileFrame
      place={place}
      kind="number"
      name={tile.label ?? metricTitle(figure.metric)}
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
        <p className={styles.textLine}>
          {isOfCallback ? tiles.ofCallback : ''}
          {isOfCallback && target !== undefined ? ' · ' : ''}
          {target === undefined ? '' : tiles.target(formatFigure(toBaseUnit(target, unit), unit))}
        </p>
      )}
    </TileFrame>
  )
}
