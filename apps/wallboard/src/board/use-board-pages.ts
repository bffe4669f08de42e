import { definitionOf, type Board } from '@wallboard/boards'
import { useCallback, useMemo, useState, useSyncExternalStore } from 'react'
import { angles, fontSizeAt } from './layout/legibility.ts'
import { timeOfDay } from '../live/session/time-of-day.ts'
import { useQueueLabels, useQueueOrder, useScreenStatus } from '../live/hooks/live-context.tsx'
import { shownName } from '../ui/format/shown-name.ts'
import { itemsOf, type BoardItem } from './board-items.ts'
import { countCutNames } from './layout/cut-names.ts'
import { layoutPage, type PageArea, type PageLayout } from './layout/page-layout.ts'
import { memoizeGrids } from './layout/memoized-grids.ts'
import type { Place } from './layout/packing.ts'
import { roomOf, type TileRoom } from './layout/tile-room.ts'
import { maxShiftGaps } from './burn-in-offset-state.ts'
import { useWallEnvironment } from './wall-environment-context.tsx'

/** One screen of a page. */
export interface BoardPage {
  /** The index of the board's page. */
  readonly page: number
  readonly layout: PageLayout
  readonly shown: readonly { readonly item: BoardItem; readonly cell: Place; readonly place: TileRoom }[]
  /** How many tiles of the page are on its other screens. */
  readonly more: number
  readonly gap: number
  /** The minimum legible font size in CSS pixels. */
  readonly minSize: number
  /** The height of the line below the tiles with the page number, in CSS pixels; 0 without one. */
  readonly footHeight: number
}

export interface BoardPages {
  /** At least one. */
  readonly screens: readonly [BoardPage, ...BoardPage[]]
  readonly measureHeader: (element: HTMLElement | null) => (() => void) | undefined
  /** False until the header is measured: tiles drawn before would be laid out twice. */
  readonly isMeasured: boolean
}

/** The height of a line below the tiles, in em of its text. */
const footLine = 1.15

/** The height of a line of the header with its space above, in em of its text: see header.module.css. */
const headerLine = 1.21

/** How often expired tiles are removed. */
const checkExpiryEveryMs = 5_000

/** The space between tiles, as a share of the screen's shorter side. */
const gapShare = 0.007

function subscribeToSize(changed: () => void): () => void {
  window.addEventListener('resize', changed)
  return () => {
    window.removeEventListener('resize', changed)
  }
}

/** The laid-out height of an element, and the ref that measures it. */
export function useHeight(): readonly [number, BoardPages['measureHeader']] {
  const [height, setHeight] = useState(0)
  const measure = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined
    const observer = new ResizeObserver(() => {
      setHeight(element.offsetHeight)
    })
    observer.observe(element)
    setHeight(element.offsetHeight)
    return () => {
      observer.disconnect()
    }
  }, [])
  return [height, measure]
}

/** Space of the window that the board leaves free, in CSS pixels. */
export interface Inset {
  readonly width: number
  readonly height: number
}

const noInset: Inset = { width: 0, height: 0 }

/** All screens of a board: computed from the window's size, the queues and the viewing distance. */
export function useBoardPages(board: Board, isShifted: boolean, inset: Inset = noInset): BoardPages {
  const windowWidth = useSyncExternalStore(subscribeToSize, () => window.innerWidth)
  const windowHeight = useSyncExternalStore(subscribeToSize, () => window.innerHeight)
  const ids = useQueueOrder()
  const labelOf = useQueueLabels()
  const { textMeasure } = useWallEnvironment()
  const fontVersion = useSyncExternalStore(textMeasure.subscribe, textMeasure.fontVersion)
  const hasExpiry = board.pages.some(({ tiles }) =>
    tiles.some((tile) => definitionOf(tile).until?.(tile) !== undefined),
  )
  const expiry = useScreenStatus((status) =>
    hasExpiry ? Math.floor(timeOfDay(status) / checkExpiryEveryMs) * checkExpiryEveryMs : 0,
  )
  const [headerHeight, measureHeader] = useHeight()
  const [findGrid] = useState(memoizeGrids)
  const isMeasured = headerHeight > 0

  const screens = useMemo(() => {
    const viewing = { width: windowWidth, height: windowHeight, ...board.viewing }
    const gap = Math.min(windowWidth, windowHeight) * gapShare
    const edge = (2 + (isShifted ? maxShiftGaps : 0)) * gap
    const width = windowWidth - inset.width - edge
    const height = windowHeight - inset.height - headerHeight - edge
    const area = { width, height, gap, viewing }
    const minSize = fontSizeAt(viewing, angles.minimum)
    /** As many as the header has without a notice. */
    const headerLines = windowWidth > windowHeight ? 1 : 2

    const itemsOn = board.pages.map((page, index) => itemsOf(page, index, ids, expiry))
    // No tile is drawn before the header is measured: nothing needs a layout.
    function layoutOf(within: PageArea, items: readonly BoardItem[]): PageLayout {
      const queueOf = new Map(items.map(({ key, queueId }) => [key, queueId]))
      const nameOf = (key: string) => {
        const label = labelOf(queueOf.get(key))
        return label === undefined ? undefined : shownName(label)
      }
      const laidOut = isMeasured ? items : []
      // A notice in the header comes when a link fails: queues must not move to other screens then.
      const calmHeader = Math.min(headerHeight, headerLines * headerLine * minSize)
      const calm = { ...within, height: within.height + headerHeight - calmHeader }
      const layout = layoutPage(calm, laidOut, {
        findGrid,
        countCutNames: (layout) => countCutNames(layout, calm, nameOf, textMeasure.widthOf),
      })
      return calm.height === within.height
        ? layout
        : layoutPage(within, laidOut, { findGrid, fewestScreens: layout.screens.length })
    }
    const layouts = itemsOn.map((items) => layoutOf(area, items))
    const isSingleScreen = layouts.reduce((sum, layout) => sum + layout.screens.length, 0) === 1

    const screensOf = (pageIndex: number): BoardPage[] => {
      const items = itemsOn[pageIndex] ?? []
      // Rotating screens show their number: in the trend, or in a line below the tiles.
      const hasFoot = !isSingleScreen && !items.some(({ tile }) => tile.kind === 'trend')
      const footHeight = hasFoot ? footLine * minSize : 0
      const tilesArea = { ...area, height: area.height - footHeight }
      const layout = (hasFoot ? undefined : layouts[pageIndex]) ?? layoutOf(tilesArea, items)
      const byKey = new Map(items.map((item) => [item.key, item]))
      return layout.screens.map((places) => {
        const shown = places.flatMap((cell) => {
          const item = byKey.get(cell.key)
          return item === undefined ? [] : [{ item, cell, place: roomOf(cell, tilesArea, layout) }]
        })
        return {
          page: pageIndex,
          layout,
          shown,
          more: Math.max(0, items.length - shown.length),
          gap,
          minSize,
          footHeight,
        }
      })
    }
    const [first, ...rest] = board.pages.flatMap((_, index) => screensOf(index))
    return first === undefined ? undefined : ([first, ...rest] as const)
    // oxlint-disable-next-line react/exhaustive-deps -- the width of a text changes with the fonts
  }, [
    board,
    ids,
    labelOf,
    textMeasure,
    fontVersion,
    expiry,
    isShifted,
    inset.width,
    inset.height,
    windowWidth,
    windowHeight,
    headerHeight,
    isMeasured,
    findGrid,
  ])

  if (screens === undefined) throw new Error('a board without a page') // the schema requires one
  return { screens, measureHeader, isMeasured }
}
