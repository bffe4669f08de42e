import type { CSSProperties } from 'react'
import type { TileDensity } from '../layout/space-requirements.ts'
import { lineSize } from './line-size.ts'

/** The size of a line of counts as a React style. */
export const lineStyle = (density: TileDensity, counts: readonly string[], names: readonly string[]) =>
  Object.fromEntries(lineSize(density, counts, names)) as CSSProperties // React's types lack custom properties
