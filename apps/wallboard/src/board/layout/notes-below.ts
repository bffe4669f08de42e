import { minBesideLine, lineHeight, type TileDensity } from './space-requirements.ts'
import type { TileRoom } from './tile-room.ts'

/** Whether the word of an alert needs a line of its own, above the lines of counts. */
export const isNarrow = ({ innerWidth, sizes }: TileRoom): boolean => innerWidth < minBesideLine * sizes.note

/** The height of three lines below a figure, in em of a note. */
export const threeLines = 3.3

const belowFigure: Readonly<Record<TileDensity, number>> = { words: 2.9, lines: threeLines, symbols: 1.1 }

/** The height of what a queue's tile has below its figure, in em of a note: counts of agents, and maybe a spark line. */
export const notesBelow = (form: TileDensity, room: TileRoom): number =>
  belowFigure[form] + (form === 'lines' && isNarrow(room) ? lineHeight : 0)
