import { createContext, use, useState, type ReactNode } from 'react'
import { createTextMeasure, type TextMeasure } from './layout/text-measure.ts'

/** Whether the viewer prefers reduced motion. The browser keeps `matches` up to date. */
export type ReducedMotion = Pick<MediaQueryList, 'matches'>

/** What the tiles of one wall share of its browser. */
export interface WallEnvironment {
  readonly textMeasure: TextMeasure
  readonly reducedMotion: ReducedMotion
}

const WallEnvironmentContext = createContext<WallEnvironment | undefined>(undefined)

/** Creates the environment of one wall: two walls on a page share nothing. */
export function WallEnvironmentProvider({ children }: { children: ReactNode }) {
  const [environment] = useState<WallEnvironment>(() => ({
    textMeasure: createTextMeasure(document),
    reducedMotion: window.matchMedia('(prefers-reduced-motion: reduce)'),
  }))
  return <WallEnvironmentContext value={environment}>{children}</WallEnvironmentContext>
}

/** The environment of the wall around this component. @throws Error outside of a wall */
export function useWallEnvironment(): WallEnvironment {
  const environment = use(WallEnvironmentContext)
  if (environment === undefined) throw new Error('no WallEnvironmentProvider')
  return environment
}
