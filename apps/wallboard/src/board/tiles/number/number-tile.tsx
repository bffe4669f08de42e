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
import { useBandRange, useBandWords } from '../../charts/usual-words.ts'
import { figureLine, lineHeight } from '../../layout/space-requirements.ts'
import { sizedFor, TileFrame } from '../tile-frame.tsx'
import type { TileProps } from '../tile-view.tsx'
import styles from '../tiles.module.css'
import { useEmphasis } from '../use-emphasis.ts'
import { scaleHeight, wordsHeight } from './number-space.ts'
import { scaleBar } from './scale-bar-state.ts'

/** The figure on a scale with its target and what is usual: more than words where the tile is high enough. */
function ComparisonBar({ tile: { figure, target }, tile }: { readonly tile: TileOf<'number'> }) {
  const unit = unitOf(figure)
  const usual = useBandRange(trendBandSubjectOf(tile))
  const value = useFigure((figures, now) => figureOf(figures, figure, now).value)
  const bar = scaleBar({
    ...{ value, usual, end: unit === 'share' ? 1 : undefined },
    target: target === undefined ? undefined : toBaseUnit(target, unit),
  })
  if (bar === undefined) return null
  const at = (share: number) => `${(100 * share).toFixed(1)}%`
  return (
    <div className={styles.scale} aria-hidden="true" data-scale="">
      {bar.usual !== undefined && (
        <i
          className={styles.usual}
          style={{ left: at(bar.usual[0]), width: at(bar.usual[1] - bar.usual[0]) }}
        />
      )}
      <i className={styles.measured} style={{ width: at(bar.value) }} />
      {bar.target !== undefined && <i className={styles.target} style={{ left: at(bar.target) }} />}
    </div>
  )
}

/** In em, of words and digits. */
const averageLetter = 0.49

/** Parts in one line of `room` em, without the last ones where it is too narrow for all. */
function wordsThatFit(parts: readonly string[], room: number): string {
  const line = parts.join(' · ')
  return parts.length > 1 && line.length * averageLetter > room
    ? wordsThatFit(parts.slice(0, -1), room)
    : line
}

/** One large figure, its target and what is usual. */
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
  const subject = trendBandSubjectOf(tile)
  const usual = useBandWords(subject)
  // What has no room of its own stands where the tile is high enough.
  const { sizes, innerHeight } = place
  const spare = innerHeight - lineHeight * sizes.label - figureLine * sizes.figure
  const shownUsual = target !== undefined || spare > wordsHeight * sizes.note ? usual : undefined
  const hasScale = spare > (wordsHeight + scaleHeight) * sizes.note
  const hasLine = target !== undefined || shownUsual !== undefined
  const words = wordsThatFit(
    [
      ...(isOfCallback ? [tiles.ofCallback] : []),
      ...(target === undefined ? [] : [tiles.target(formatFigure(toBaseUnit(target, unit), unit))]),
      ...(shownUsual === undefined ? [] : [shownUsual]),
    ],
    place.innerWidth / sizes.note,
  )
  return (
    <TileFrame
      place={place}
      kind="number"
      name={tile.label ?? metricTitle(figure.metric)}
      notes={(hasLine ? lineHeight : 0) + (hasScale && hasLine ? scaleHeight : 0)}
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
      {hasScale && <ComparisonBar tile={tile} />}
      {words !== '' && <p className={styles.textLine}>{words}</p>}
    </TileFrame>
  )
}
