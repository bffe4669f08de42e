/** How far the picture moves in all, in CSS pixels: from one edge of its path to the other. */
export const maxShiftPx = 24

const steps = 16

/** Where the picture stands at a minute: a circle, one step a minute, so that no pixel shows the same for a year. */
export function burnInOffset(minute: number): { readonly x: number; readonly y: number } {
  const angle = (((minute % steps) + steps) % steps) * ((2 * Math.PI) / steps)
  const radius = maxShiftPx / 2
  return { x: Math.round(radius * Math.cos(angle)), y: Math.round(radius * Math.sin(angle)) }
}
