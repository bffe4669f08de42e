import type { TileOf } from '@wallboard/boards'
import { metrics } from '../../../i18n/index.ts'
import { betweenParts, digit, figureLine, letter, lineHeight } from '../../layout/space-requirements.ts'
import type { SpaceRequirement } from '../../layout/space-requirements.ts'

/** The figure of this tile comes first: others of the page may be smaller. */
const figureOverLabel = 2.4

/** The height of the scale below a figure, with the space around it, in em of a note. */
export const scaleHeight = 1.7

/** Words below the figure: always beside a target, and what is usual where the tile is high enough. */
export const wordsHeight = lineHeight + betweenParts

/** A label, a figure of five digits and a line for its target. A figure grows further only where words and scale fit too. */
export function numberSpace(tile: TileOf<'number'>): SpaceRequirement {
  const hasTarget = tile.target !== undefined
  // What is usual is known of the floor, of queues and of groups.
  const hasMore = hasTarget || tile.figure.of === 'floor' || tile.figure.of === 'queues'
  const letters = (tile.label ?? metrics[tile.figure.metric]).length
  return {
    signature: `number ${hasTarget} ${hasMore} ${letters}`,
    width: ({ figure, label }) => Math.max(Math.min(letters + 2, 15) * letter * label, 5 * digit * figure),
    height({ figure, label, note }, innerWidth) {
      const lines = letters * letter * note > innerWidth ? 2 : 1
      const words = hasTarget ? wordsHeight : 0
      const more = hasMore && figure > figureOverLabel * label ? wordsHeight + scaleHeight : words
      return (
        lines * lineHeight * label +
        figureLine * Math.max(figure, figureOverLabel * label) +
        note * (more + 2 * betweenParts)
      )
    },
  }
}
