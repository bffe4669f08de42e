/** A screen and the distance from which it is read. */
export interface ViewingGeometry {
  /** Screen size in CSS pixels. */
  readonly width: number
  readonly height: number
  readonly diagonalInches: number
  readonly distanceM: number
}

/** Visual angles in minutes of arc: the targets of figures and labels, and the minimum of every text. */
export const angles = { figure: 22, label: 20, minimum: 16 } as const

/** Cap height over font size, measured for Inter. */
const capHeightRatio = 0.73

const mmPerInch = 25.4
const radians = (minutes: number): number => (minutes / 60) * (Math.PI / 180)
const pixelsPerMm = ({ width, height, diagonalInches }: ViewingGeometry): number =>
  Math.hypot(width, height) / (diagonalInches * mmPerInch)

/** The font size, in CSS pixels, whose capitals have a visual angle: cap height = 2·d·tan(θ/2). */
export function fontSizeAt(viewing: ViewingGeometry, minutes: number): number {
  const capHeightMm = 2 * viewing.distanceM * 1_000 * Math.tan(radians(minutes) / 2)
  return (capHeightMm * pixelsPerMm(viewing)) / capHeightRatio
}

/** The distance, in metres, up to which text of a font size keeps the minimum angle. */
export function maxReadingDistanceM(viewing: ViewingGeometry, fontSize: number): number {
  const capHeightMm = (fontSize * capHeightRatio) / pixelsPerMm(viewing)
  return capHeightMm / (2 * Math.tan(radians(angles.minimum) / 2)) / 1_000
}
