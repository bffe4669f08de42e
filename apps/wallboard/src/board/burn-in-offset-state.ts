/** The diameter of the picture's path in CSS pixels. */
export const maxShiftPx = 24

const steps = 16

/** The picture's offset at a minute: one step a minute on a circle, so that no pixel shows the same for long. */
export function burnInOffset(minute: number): { readonly x: number; readonly y: number } {
  const angle = (((minute % steps) + steps) % steps) * ((2 * Math.PI) / steps)
  const radius = maxShiftPx / 2
  return { x: Math.round(radius * Math.cos(angle)), y: Math.round(radius * Math.sin(angle)) }
}
