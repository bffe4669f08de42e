import { angles, fontSizeAt } from './legibility.ts'
import type { PageArea, PageLayout } from './page-layout.ts'
import type { Place } from './packing.ts'
import type { Sizes } from './space-requirements.ts'

/** How many cells of the grid a tile takes, and its size inside the padding in CSS pixels: the same wherever it stands. */
export interface TileRoom extends Omit<Place, 'column' | 'row'> {
  readonly innerWidth: number
  readonly innerHeight: number
  readonly sizes: Sizes
  /** The smallest legible font sizes of text and of a figure. */
  readonly minText: number
  readonly minFigure: number
}

/** The room of a tile on a page of `area` that is laid out as `layout`. */
export function roomOf(place: Place, area: PageArea, layout: PageLayout): TileRoom {
  const { columns, rows, padding, figure, label, note } = layout
  const { key, columns: width, rows: height } = place
  const cell = (size: number, count: number) => (size - (count - 1) * area.gap) / count
  const inner = (size: number, count: number, taken: number) =>
    Math.max(0, cell(size, count) * taken + area.gap * (taken - 1) - 2 * padding)
  return {
    ...{ key, columns: width, rows: height },
    innerWidth: inner(area.width, columns, width),
    innerHeight: inner(area.height, rows, height),
    sizes: { figure, label, note },
    minText: Math.min(label, note, fontSizeAt(area.viewing, angles.minimum)),
    minFigure: Math.min(figure, fontSizeAt(area.viewing, angles.figure)),
  }
}
