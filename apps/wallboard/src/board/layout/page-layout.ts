import type { Tile } from '@wallboard/boards'
import { angles, fontSizeAt, maxReadingDistanceM, type ViewingGeometry } from './legibility.ts'
import { packGrid, type Place, type GridItem } from './packing.ts'
import {
  betweenParts,
  lineHeight,
  tileDensities,
  type DensityRule,
  type SpaceRequirement,
  type Sizes,
  type TileDensity,
} from './space-requirements.ts'

/** A tile of a page. Items that paginate continue on further screens; the others are pinned to each of them. */
export interface LayoutItem extends GridItem {
  /** Identifies the item's space: items of one tile require the same. */
  readonly tile: Tile
  readonly space: (rule: DensityRule) => SpaceRequirement
  readonly paginates: boolean
}

/** How the tiles of a page are laid out on a screen. Sizes are CSS pixels. */
export interface PageLayout extends Sizes {
  readonly columns: number
  readonly rows: number
  readonly density: TileDensity
  readonly padding: number
  /** One entry for each screen. */
  readonly screens: readonly (readonly Place[])[]
  /** How many items that paginate are on one screen. */
  readonly itemsPerPage: number
  /** Metres up to which the smallest text can be read; less than the viewing distance when nothing fits. */
  readonly maxReadingDistanceM: number
}

/** The area for the tiles of a page, in CSS pixels. */
export interface PageArea {
  readonly width: number
  readonly height: number
  /** Pixels between tiles. */
  readonly gap: number
  readonly viewing: ViewingGeometry
  /** Every tile has room for a long name. */
  readonly hasLongNames?: boolean
}

/** People do not look through more queues on one screen. */
const maxPerScreen = 24
const figureOverLabel = 1.7
const noteUnderLabel = 0.8
const maxFigureOverLabel = 4

/** A tile's space requirement and its size in CSS pixels. */
interface Fitting {
  readonly requirement: SpaceRequirement
  readonly width: number
  readonly height: number
}

/** The width of the wider line of a long name such as "Business Accounts Evening" in em, on two lines. */
const longName = 8.5

/** What a name of two lines needs above one line and the spaces of a tile, in em: see name-fit.ts. */
const secondNameLine = 2.1 - lineHeight - 3 * betweenParts

/** Whether all tiles fit; with `hasLongNames` also a second line of their names. */
const fitsAll = (
  fittings: readonly Fitting[],
  sizes: Sizes,
  padding: number,
  hasLongNames?: boolean,
): boolean =>
  fittings.every(({ requirement, width, height }) => {
    const { note } = sizes
    const inner = width - 2 * padding * note
    const nameLine = hasLongNames === true ? secondNameLine * note : 0
    return (
      Math.max(requirement.width(sizes), longName * nameLine) <= inner &&
      requirement.height(sizes, inner) + 2 * padding * note + nameLine <= height
    )
  })

/** In CSS pixels: a smaller difference is invisible. */
const precision = 0.02

/** The largest value between `low`, which fits, and `high` that fits. */
function largest(low: number, high: number, fits: (value: number) => boolean): number {
  let fitting = low
  let tooLarge = high
  while (tooLarge - fitting > precision) {
    const middle = (fitting + tooLarge) / 2
    if (fits(middle)) fitting = middle
    else tooLarge = middle
  }
  return fitting
}

/** The sizes in proportion to a label, none below the legible minimum. */
const proportioned = (label: number, viewing: ViewingGeometry): Sizes => ({
  label,
  note: Math.max(fontSizeAt(viewing, angles.minimum), label * noteUnderLabel),
  figure: Math.max(fontSizeAt(viewing, angles.figure), label * figureOverLabel),
})

/** The largest sizes at which all fit; undefined where not even the smallest legible sizes do. */
function largestSizes(
  fittings: readonly Fitting[],
  padding: number,
  { viewing, hasLongNames }: PageArea,
): Sizes | undefined {
  const minSize = fontSizeAt(viewing, angles.minimum)
  const smallest = { label: minSize, note: minSize, figure: fontSizeAt(viewing, angles.figure) }
  if (!fitsAll(fittings, smallest, padding, hasLongNames)) return undefined
  const tallest = fittings.reduce((max, { height }) => Math.max(max, height), minSize)
  const label = largest(minSize, tallest, (size) => fitsAll(fittings, proportioned(size, viewing), padding))
  const sizes = label > minSize ? proportioned(label, viewing) : smallest
  // The figure takes the rest of the space.
  const figure = largest(sizes.figure, label * maxFigureOverLabel, (size) =>
    fitsAll(fittings, { ...sizes, figure: size }, padding),
  )
  return { ...sizes, figure: Math.max(sizes.figure, figure) }
}

export type Grid = Omit<PageLayout, 'screens' | 'itemsPerPage' | 'maxReadingDistanceM'>
/** Finds the best grid that holds each of some screens; undefined where there is none. */
export type GridFinder = (area: PageArea, screens: readonly (readonly LayoutItem[])[]) => Grid | undefined

/** Compares the grids of every number of columns and every density, and returns the best that holds each screen. */
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
      const { padding, score: densityScore, density } = rule
      const distinct = new Map<string, Fitting>()
      for (const { item, place } of placed) {
        const requirement = item.space(rule)
        const key = `${requirement.signature}|${place.columns}|${place.rows}`
        if (distinct.has(key)) continue
        distinct.set(key, {
          requirement,
          width: width * place.columns + gap * (place.columns - 1),
          height: height * place.rows + gap * (place.rows - 1),
        })
      }
      const sizes = largestSizes([...distinct.values()], padding, area)
      if (sizes === undefined) continue
      // Above the legible size, a higher density score wins over size; the figure's size decides between equals.
      const score = Math.min(sizes.label, 1.1 * enough) * densityScore + sizes.figure * 0.1
      if (best !== undefined && score <= best.score) continue
      const note = Math.max(
        fontSizeAt(viewing, angles.minimum),
        Math.min(sizes.note, width / (rule.wordsWidth + 2 * padding)),
      )
      best = { columns, rows, density, padding: padding * note, ...sizes, note, score }
    }
  }
  return best
}

/** The grid for a distance at which not even one tile fits. */
function fallbackGrid({ width, height, viewing }: PageArea): Grid {
  const isWide = width > height
  const side = Math.min(Math.min(width / 2.5, height / 2), fontSizeAt(viewing, angles.minimum) / 0.2)
  return {
    columns: isWide ? 2 : 1,
    rows: isWide ? 1 : 2,
    density: 'icons',
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

/** One of each set of screens with the same tiles, such as any twelve queues: they are laid out alike. */
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

/** A page may take this many times the screens that it needs, so that long names of queues are whole. */
const maxForNames = 1.5

/** How a page is laid out. */
export interface LayoutChoices {
  readonly findGrid?: GridFinder
  /** The least number of screens, as without a notice above the tiles. No screen is added for names. */
  readonly fewestScreens?: number
  /** How many names are truncated in a layout; default: none. */
  readonly countCutNames?: (layout: PageLayout) => number
}

/**
 * The layout with the fewest screens that are legible, with the pinned tiles on each; undefined where there is none. A
 * page that needs several screens takes some more where these have room for long names. One that needs a single screen
 * does so only where more of its names are whole then: to see all queues at once is worth a lot.
 */
function layoutWithPinned(
  area: PageArea,
  items: readonly LayoutItem[],
  { findGrid = bestGrid, countCutNames = () => 0, fewestScreens }: LayoutChoices,
): PageLayout | undefined {
  const flowing = items.filter((item) => item.paginates)
  const fewest = Math.max(fewestScreens ?? 1, Math.ceil(flowing.length / maxPerScreen))
  let legible: PageLayout | undefined
  let tried = 0
  for (let screens = fewest; screens <= Math.max(1, flowing.length); screens += 1) {
    const itemsPerPage = Math.max(1, Math.ceil(flowing.length / screens))
    if (itemsPerPage === tried) continue // the same screens, and an empty one
    tried = itemsPerPage
    const chunks = chunk(flowing, itemsPerPage).map((chunk) => {
      const shown = new Set(chunk.map(({ key }) => key))
      return items.filter((item) => !item.paginates || shown.has(item.key))
    })
    const shapes = distinctScreens(chunks)
    const layoutOf = (within: PageArea) => {
      const grid = findGrid(within, shapes)
      return grid && toPageLayout(area.viewing, grid, chunks, itemsPerPage)
    }
    legible ??= layoutOf(area)
    if (legible === undefined) continue
    const needed = legible.screens.length
    const cutNames = needed === 1 ? countCutNames(legible) : Infinity
    const most = fewestScreens === undefined ? Math.max(needed + 1, maxForNames * needed) : needed
    if (cutNames === 0 || screens > most) break
    const withNames = layoutOf({ ...area, hasLongNames: true })
    if (withNames !== undefined && countCutNames(withNames) < cutNames) return withNames
  }
  return legible
}

function toPageLayout(
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
 * The layout with the largest type. Tiles that paginate and do not fit go to further screens of equal size. Where the
 * pinned tiles leave no room for others, all tiles paginate.
 */
export function layoutPage(
  area: PageArea,
  items: readonly LayoutItem[],
  choices: LayoutChoices = {},
): PageLayout {
  const pinned = layoutWithPinned(area, items, choices)
  if (pinned !== undefined) return pinned
  const flowing = items.map((item) => ({ ...item, paginates: true }))
  const allFlow = layoutWithPinned(area, flowing, choices)
  if (allFlow !== undefined) return allFlow
  const alone = flowing.map((item) => ({ ...item, columns: 1, rows: 1 }))
  return toPageLayout(area.viewing, fallbackGrid(area), chunk(alone, 1), 1)
}
