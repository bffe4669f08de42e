import { minBesideLine, lineHeight, type TileDensity } from './space-requirements.ts'
import type { TileRoom } from './tile-room.ts'

/** Whether the word of an alert needs its own line, above the lines of counts. */
export const isNarrow = ({ innerWidth, sizes }: TileRoom): boolean => innerWidth < minBesideLine * sizes.note

/** The height of three lines below a figure, in em of a note. */
export const threeLines = 3.3

const belowFigure: Readonly<Record<TileDensity, number>> = { full: 2.9, compact: threeLines, icons: 1.1 }

/** The height, in em of a note, below a queue's figure: counts of agents and, at full density, a spark line. */
export const notesBelow = (density: TileDensity, room: TileRoom): number =>
  belowFigure[density] + (density === 'compact' && isNarrow(room) ? lineHeight : 0)
