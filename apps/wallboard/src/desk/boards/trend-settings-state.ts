import type { Board, TileOf } from '@wallboard/boards'
import { queueMetrics } from '@wallboard/statistics'

type TrendTileDocument = TileOf<'trend'>

/** A trend tile of a board, and where it is in the document. */
export interface PlacedTrend {
  readonly page: number
  readonly index: number
  readonly tile: TrendTileDocument
}

export const trendTilesOf = ({ pages }: Pick<Board, 'pages'>): readonly PlacedTrend[] =>
  pages.flatMap(({ tiles }, page) =>
    tiles.flatMap((tile, index) => (tile.kind === 'trend' ? [{ page, index, tile }] : [])),
  )

/** What the settings of a trend tile change; undefined: the default, which the document leaves out. */
export type TrendChange = Partial<Pick<TrendTileDocument, 'queues' | 'metric' | 'span' | 'comparison'>>

const defaults: TrendChange = { metric: 'callsInQueue', span: '1h', comparison: 'none' }

/** The tile with a change, without what is left at its default. */
function changedTile(tile: TrendTileDocument, change: TrendChange): TrendTileDocument {
  const { queues, metric, span, comparison, ...rest } = { ...tile, ...change }
  return {
    ...rest,
    ...(queues === undefined ? {} : { queues }),
    ...(metric === undefined || metric === defaults.metric ? {} : { metric }),
    ...(span === undefined || span === defaults.span ? {} : { span }),
    ...(comparison === undefined || comparison === defaults.comparison ? {} : { comparison }),
  }
}

/** The trend counts the agents of several queues, each once: that has no normal band. */
export const isOfSeveralAgents = ({
  queues,
  metric = 'callsInQueue',
}: Pick<TrendTileDocument, 'queues' | 'metric'>): boolean =>
  queueMetrics[metric].aggregation === 'people' &&
  queues !== undefined &&
  (queues === 'all' || queues.length > 1)

/** The board with a change of one of its trend tiles. */
export function withTrendChange(board: Board, placed: PlacedTrend, change: TrendChange): Board {
  return {
    ...board,
    pages: board.pages.map((page, number) =>
      number === placed.page
        ? {
            ...page,
            tiles: page.tiles.map((tile, index) =>
              index === placed.index && tile.kind === 'trend' ? changedTile(tile, change) : tile,
            ),
          }
        : page,
    ),
  }
}
