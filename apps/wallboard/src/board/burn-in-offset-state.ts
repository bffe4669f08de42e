/** The diameter of the picture's path in spaces between tiles: they have the same share of every screen. */
export const maxShiftGaps = 3

const steps = 16

/**
 * The picture's offset at a minute, in whole pixels: one step a minute on a circle, so that no pixel shows the same for
 * long. `gap` is the space between tiles in CSS pixels.
 */
export function burnInOffset(minute: number, gap: number): { readonly x: number; readonly y: number } {
  const angle = (minute % steps) * ((2 * Math.PI) / steps)
  const radius = (maxShiftGaps / 2) * gap
  return { x: Math.trunc(radius * Math.cos(angle)), y: Math.trunc(radius * Math.sin(angle)) }
}
