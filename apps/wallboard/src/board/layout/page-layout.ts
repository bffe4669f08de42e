import type { Tile } from '@wallboard/boards'
import { angles, fontSizeAt, maxReadingDistanceM, type ViewingGeometry } from './legibility.ts'
import { packGrid, type Place, type GridItem } from './packing.ts'
import {
  tileDensities,
  type DensityRule,
  type SpaceRequirement,
  type Sizes,
  type TileDensity,
} from './space-requirements.ts'

/** A tile of a page. Those that flow go to further pages when there is no room; the others stand on each of them. */
export interface LayoutItem extends GridItem {
  /** Identifies the item's space: items of one tile require the same. */
  readonly tile: Tile
  readonly space: (density: DensityRule) => SpaceRequirement
  readonly paginates: boolean
}

/** How the tiles of a page are laid out on a screen. Sizes are CSS pixels. */
export interface PageLayout extends Sizes {
  readonly columns: number
  readonly rows: number
  readonly form: TileDensity
  readonly padding: number
  /** One entry a screenful: what did not fit the first one follows. */
  readonly screens: readonly (readonly Place[])[]
  /** Tiles that flow on one screen. */
  readonly itemsPerPage: number
  /** Metres up to which the smallest text can be read; less than the viewing distance when nothing fits. */
  readonly maxReadingDistanceM: number
}

/** What the tiles of a page have together. */
export interface PageArea {
  readonly width: number
  readonly height: number
  /** Pixels between tiles. */
  readonly gap: number
  readonly viewing: ViewingGeometry
}

/** More queues than this on one screen are too many to look through. */
const mostPerScreen = 24
const figureOverLabel = 1.7
const noteUnderLabel = 0.8
const mostFigureOverLabel = 4

/** A tile's demand and the pixels that it has. */
interface Fitting {
  readonly demand: SpaceRequirement
  readonly width: number
  readonly height: number
}

const fitsAll = (fittings: readonly Fitting[], sizes: Sizes, padding: number): boolean =>
  fittings.every(({ demand, width, height }) => {
    const inner = width - 2 * padding * sizes.note
    return demand.width(sizes) <= inner && demand.height(sizes, inner) + 2 * padding * sizes.note <= height
  })

/** Pixels; nobody sees less. */
const precision = 0.02

/** The largest value that fits, between one that does and one that may not. */
function largest(low: number, high: number, fits: (value: number) => boolean): number {
  let most = low
  let over = high
  while (over - most > precision) {
    const middle = (most + over) / 2
    if (fits(middle)) most = middle
    else over = middle
  }
  return most
}

/** Sizes in good proportion for a label, none below what is legible. */
const proportioned = (label: number, viewing: ViewingGeometry): Sizes => ({
  label,
  note: Math.max(fontSizeAt(viewing, angles.least), label * noteUnderLabel),
  figure: Math.max(fontSizeAt(viewing, angles.figure), label * figureOverLabel),
})

/** The largest sizes at which all fit; undefined when they do not even at the smallest that are allowed. */
function largestSizes(
  fittings: readonly Fitting[],
  padding: number,
  viewing: ViewingGeometry,
): Sizes | undefined {
  const least = fontSizeAt(viewing, angles.least)
  const smallest = { label: least, note: least, figure: fontSizeAt(viewing, angles.figure) }
  if (!fitsAll(fittings, smallest, padding)) return undefined
  const tallest = fittings.reduce((most, { height }) => Math.max(most, height), least)
  const label = largest(least, tallest, (size) => fitsAll(fittings, proportioned(size, viewing), padding))
  const sizes = label > least ? proportioned(label, viewing) : smallest
  // The figure takes what is left.
  const figure = largest(sizes.figure, label * mostFigureOverLabel, (size) =>
    fitsAll(fittings, { ...sizes, figure: size }, padding),
  )
  return { ...sizes, figure: Math.max(sizes.figure, figure) }
}

export type Grid = Omit<PageLayout, 'screens' | 'itemsPerPage' | 'maxReadingDistanceM'>
/** Finds the best grid that holds each of some screenfuls; undefined: there is none. */
export type GridFinder = (area: PageArea, screens: readonly (readonly LayoutItem[])[]) => Grid | undefined

/** The best grid that holds each of these screenfuls: every number of columns in every form, compared. */
export function bestGrid(area: PageArea, screens: readonly (readonly LayoutItem[])[]): Grid | undefined {
  const { viewing, gap } = area
  const enough = fontSizeAt(viewing, angles.label)
  const cellsOf = (items: readonly LayoutItem[]) =>
    items.reduce((sum, item) => sum + item.columns * item.rows, 0)
  const cells = Math.max(...screens.map(cellsOf))
  const widest = Math.max(1, ...screens.flat().map((item) => item.columns))
  let best: (Grid & { readonly score: number }) | undefined
  for (let columns = widest; columns <= Math.max(cells, widest); columns += 1) {
    const packings = screens.map((items) => packGrid(items, columns))
    const rows = Math.max(1, ...packings.map((packing) => packing.rows))
    const placed = screens.flatMap((items, screen) =>
      items.flatMap((item, index) => {
        const place = packings[screen]?.places[index]
        return place === undefined ? [] : [{ item, place }]
      }),
    )
    const width = (area.width - (columns - 1) * gap) / columns
    const height = (area.height - (rows - 1) * gap) / rows
    for (const rule of tileDensities) {
      const { padding, score: formWorth, form } = rule
      const distinct = new Map<string, Fitting>()
      for (const { item, place } of placed) {
        const demand = item.space(rule)
        const key = `${demand.signature}|${place.columns}|${place.rows}`
        if (distinct.has(key)) continue
        distinct.set(key, {
          demand,
          width: width * place.columns + gap * (place.columns - 1),
          height: height * place.rows + gap * (place.rows - 1),
        })
      }
      const sizes = largestSizes([...distinct.values()], padding, viewing)
      if (sizes === undefined) continue
      // Past what is legible, words win over size, and the figure decides between equals.
      const score = Math.min(sizes.label, 1.1 * enough) * formWorth + sizes.figure * 0.1
      if (best === undefined || score > best.score)
        best = { columns, rows, form, padding: padding * sizes.note, ...sizes, score }
    }
  }
  return best
}

/** Where not even one tile fits at this distance, it gets what there is. */
function fallbackGrid({ width, height, viewing }: PageArea): Grid {
  const isWide = width > height
  const side = Math.min(Math.min(width / 2.5, height / 2), fontSizeAt(viewing, angles.least) / 0.2)
  return {
    columns: isWide ? 2 : 1,
    rows: isWide ? 1 : 2,
    form: 'symbols',
    padding: 0,
    figure: side * 0.3,
    label: side * 0.2,
    note: side * 0.2,
  }
}

const chunk = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.max(1, Math.ceil(list.length / size)) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  )

/** Screenfuls of the same tiles, such as those of any twelve queues, are laid out alike: one of each is enough. */
function distinctScreens(screens: readonly (readonly LayoutItem[])[]): (readonly LayoutItem[])[] {
  const numbers = new Map<Tile, number>()
  const numberOf = (tile: Tile) => {
    const number = numbers.get(tile) ?? numbers.size
    numbers.set(tile, number)
    return number
  }
  const byShape = new Map(screens.map((items) => [items.map(({ tile }) => numberOf(tile)).join(), items]))
  return [...byShape.values()]
}

/** Fewest screens on which the tiles that flow can be read beside those that stay; undefined: on none. */
function withStanding(
  area: PageArea,
  items: readonly LayoutItem[],
  findGrid: GridFinder,
): PageLayout | undefined {
  const flowing = items.filter((item) => item.paginates)
  const fewest = Math.max(1, Math.ceil(flowing.length / mostPerScreen))
  for (let screens = fewest; screens <= Math.max(1, flowing.length); screens += 1) {
    const itemsPerPage = Math.max(1, Math.ceil(flowing.length / screens))
    const chunks = chunk(flowing, itemsPerPage).map((chunk) => {
      const shown = new Set(chunk.map(({ key }) => key))
      return items.filter((item) => !item.paginates || shown.has(item.key))
    })
    const grid = findGrid(area, distinctScreens(chunks))
    if (grid !== undefined) return finished(area.viewing, grid, chunks, itemsPerPage)
  }
  return undefined
}

function finished(
  viewing: ViewingGeometry,
  grid: Grid,
  chunks: readonly (readonly LayoutItem[])[],
  itemsPerPage: number,
): PageLayout {
  return {
    ...grid,
    itemsPerPage,
    screens: chunks.map((chunk) => packGrid(chunk, grid.columns).places),
    maxReadingDistanceM: maxReadingDistanceM(viewing, Math.min(grid.note, grid.label)),
  }
}

/**
 * The layout with the largest type. Tiles that flow and have no room go to further screens of equal size; where those
 * that stay leave no room for anything else, all flow.
 */
export function layoutPage(
  area: PageArea,
  items: readonly LayoutItem[],
  findGrid: GridFinder = bestGrid,
): PageLayout {
  const standing = withStanding(area, items, findGrid)
  if (standing !== undefined) return standing
  const flowing = items.map((item) => ({ ...item, paginates: true }))
  const allFlow = withStanding(area, flowing, findGrid)
  if (allFlow !== undefined) return allFlow
  const alone = flowing.map((item) => ({ ...item, columns: 1, rows: 1 }))
  return finished(area.viewing, fallbackGrid(area), chunk(alone, 1), 1)
}
