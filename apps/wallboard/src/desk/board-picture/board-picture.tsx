import { viewSpecOf, type Board } from '@wallboard/boards'
import { useEffect, useState } from 'react'
import { useLiveStores } from '../../live/hooks/live-context.tsx'
import { useDeskLive } from '../desk-session/desk-session-context.tsx'
import styles from './board-picture.module.css'
import { createPictures, type PictureSize, type PictureState, type PictureTile } from './picture-state.ts'

interface BoardPictureProps {
  readonly board: Board
  /** The screen that shows the board. */
  readonly size: PictureSize
  /** What it shows, for people who do not see it. */
  readonly label: string
  /** The screen does not show the present figures. */
  readonly isOld?: boolean
}

/** How often a picture is computed again. */
const refreshMs = 1_000

/**
 * A small live picture of a board's first page: where the tiles are, how many calls wait, and which are beyond their
 * limits, evaluated by the figures of this page.
 */
export function BoardPicture({ board, size, label, isOld = false }: BoardPictureProps) {
  const { width, height } = size
  const tiles = usePicture(board, width, height)
  return (
    <svg className={styles.picture} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <rect className={styles.ground} width={width} height={height} />
      <g className={isOld ? styles.old : undefined}>
        {tiles.map((tile) => (
          <Tile key={tile.key} tile={tile} />
        ))}
      </g>
    </svg>
  )
}

/** SVG has no ellipsis of its own. */
const shortened = (text: string, letters: number): string =>
  text.length <= letters ? text : `${text.slice(0, letters - 1).trimEnd()}…`

function Tile({ tile }: { tile: PictureTile }) {
  const { x, y, width, height, level, name, figure } = tile
  const text = Math.min(height / 2.2, width / 4)
  return (
    <g data-level={level}>
      <rect className={styles.tile} x={x} y={y} width={width} height={height} />
      {level === 'warn' && <rect className={styles.bar} x={x} y={y} width={width / 30} height={height} />}
      <text className={styles.name} x={x + text / 3} y={y + text / 1.9} fontSize={text / 2.6}>
        {shortened(name, Math.floor((width / text) * 3.6))}
      </text>
      <text className={styles.figure} x={x + text / 3} y={y + height - text / 3} fontSize={text}>
        {figure}
      </text>
    </g>
  )
}

function usePicture(board: Board, width: number, height: number): readonly PictureTile[] {
  const live = useDeskLive()
  const { statistics, figures, order } = useLiveStores()
  const [tiles, setTiles] = useState<readonly PictureTile[]>([])
  useEffect(() => {
    live.requireSources(viewSpecOf(board, 'desk').sources)
    const next = createPictures(board, { width, height })
    let evaluation: PictureState['evaluation'] | undefined
    let drawnAt = -Infinity
    let drawn = ''
    function draw(): void {
      const { now, serverNow, screenNow } = statistics.status.getState()
      if (screenNow - drawnAt < refreshMs) return
      drawnAt = screenNow
      const isLive = (dataSource: string) => statistics.freshnessOf(dataSource) === 'live'
      const queueIds = order.getState().ids
      const picture = next({ metrics: figures, isLive, queueIds, now, serverNow }, evaluation)
      ;({ evaluation } = picture)
      const text = JSON.stringify(picture.tiles)
      if (text === drawn) return
      drawn = text
      setTiles(picture.tiles)
    }
    draw()
    return live.onTick(draw)
  }, [live, statistics, figures, order, board, width, height])
  return tiles
}
