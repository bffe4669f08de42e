import {
  applyMode,
  evaluateBoard,
  planOf,
  type Board,
  type BoardMetrics,
  type EvaluationState,
} from '@wallboard/boards'
import { queueFigure, type Level } from '@wallboard/statistics'
import { itemsOf } from '../../board/board-items.ts'
import { layoutPage } from '../../board/layout/page-layout.ts'
import { shownName } from '../../ui/format/shown-name.ts'

/** A screen in CSS pixels. */
export interface PictureSize {
  readonly width: number
  readonly height: number
}

/** One tile of a picture, in CSS pixels of the screen that it shows. */
export interface PictureTile {
  readonly key: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly level: Level
  /** The queue's name, or empty. */
  readonly name: string
  /** The calls that wait in a queue; empty for other tiles. */
  readonly figure: string
}

/** What a picture shows, and the state of its alerts for the next one. */
export interface PictureState {
  readonly tiles: readonly PictureTile[]
  readonly evaluation: EvaluationState
}

export interface PictureInput {
  readonly metrics: BoardMetrics
  readonly isLive: (dataSource: string) => boolean
  /** Queue ids in the order of urgency. */
  readonly queueIds: readonly string[]
  /** The clock of the figures, and epoch milliseconds. */
  readonly now: number
  readonly serverNow: number
}

const gap = 8
const headerShare = 0.05

/** Computes pictures of a board's first page on a screen of that size: its tiles, with the levels of its own thresholds. */
export function createPictures(document: Board, size: PictureSize) {
  const board = applyMode(document)
  const plan = planOf(board)
  const [page] = board.pages
  const header = size.height * headerShare
  const area = {
    ...{ width: size.width - 2 * gap, height: size.height - header - 2 * gap, gap },
    viewing: { ...size, ...board.viewing },
  }

  return (input: PictureInput, before: EvaluationState | undefined): PictureState => {
    const { metrics, now, serverNow } = input
    const result = evaluateBoard(plan, input, before, { figures: now, server: serverNow })
    const levels = new Map(result.alerts.map(({ key, level }) => [key, level]))
    const items = page === undefined ? [] : itemsOf(page, 0, input.queueIds, serverNow)
    const layout = layoutPage(area, items)
    const cell = (whole: number, count: number) => (whole - (count - 1) * gap) / Math.max(1, count)
    const width = cell(area.width, layout.columns)
    const height = cell(area.height, layout.rows)
    const byKey = new Map(items.map((item) => [item.key, item]))
    const tiles = (layout.screens[0] ?? []).map(({ key, column, row, columns, rows }): PictureTile => {
      const id = byKey.get(key)?.queueId
      const figures = id === undefined ? undefined : metrics.data.queueRow(id)
      const waiting = figures === undefined ? undefined : queueFigure(figures, 'callsInQueue', now)
      return {
        key,
        x: gap + column * (width + gap),
        y: header + gap + row * (height + gap),
        width: columns * width + (columns - 1) * gap,
        height: rows * height + (rows - 1) * gap,
        level: levels.get(key) ?? 'none',
        name: id === undefined ? '' : shownName(metrics.data.queueLabel(id)),
        figure: waiting === undefined ? '' : String(waiting),
      }
    })
    return { tiles, evaluation: result.state }
  }
}
