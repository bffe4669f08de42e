import type { CSSProperties } from 'react'
import type { TileDensity } from '../layout/space-requirements.ts'
import { lineSize } from './line-size.ts'

/** The size of a line of counts, for a line that React renders. */
export const lineStyle = (form: TileDensity, counts: readonly string[], names: readonly string[]) =>
  Object.fromEntries(lineSize(form, counts, names)) as CSSProperties // React types know no custom ones
