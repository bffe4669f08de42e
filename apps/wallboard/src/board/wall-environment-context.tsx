import { createContext, use, useEffect, useState, type ReactNode } from 'react'
import { createTextMeasure, type TextMeasure } from './layout/text-measure.ts'
import { createMotionPreference, type MotionPreference } from './motion-preference.ts'

/** What the tiles of one wall share of its browser. */
export interface WallEnvironment {
  readonly textMeasure: TextMeasure
  readonly motion: MotionPreference
}

const WallEnvironmentContext = createContext<WallEnvironment | undefined>(undefined)

/** Creates the environment of one wall: two walls on a page share nothing. */
export function WallEnvironmentProvider({ children }: { children: ReactNode }) {
  const [environment] = useState<WallEnvironment>(() => ({
    textMeasure: createTextMeasure(document),
    motion: createMotionPreference(window),
  }))
  useEffect(() => environment.motion.follow(), [environment])
  return <WallEnvironmentContext value={environment}>{children}</WallEnvironmentContext>
}

/** The environment of the wall around this component. @throws Error outside of a wall */
export function useWallEnvironment(): WallEnvironment {
  const environment = use(WallEnvironmentContext)
  if (environment === undefined) throw new Error('no WallEnvironmentProvider')
  return environment
}
