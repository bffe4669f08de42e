import { minBesideLine, lineHeight, type TileDensity } from './space-requirements.ts'
import type { TileRoom } from './tile-room.ts'

/** Whether the word of an alarm needs a line of its own, above the lines of counts. */
export const isNarrow = ({ innerWidth, sizes }: TileRoom): boolean => innerWidth < minBesideLine * sizes.note

/** Em of a note that three lines below a figure take. */
export const threeLines = 3.3

const belowFigure: Readonly<Record<TileDensity, number>> = { words: 2.9, lines: threeLines, symbols: 1.1 }

/** Em of a note that a queue's tile takes below its figure: counts of agents, and a spark line where there is room. */
export const notesBelow = (form: TileDensity, room: TileRoom): number =>
  belowFigure[form] + (form === 'lines' && isNarrow(room) ? lineHeight : 0)
