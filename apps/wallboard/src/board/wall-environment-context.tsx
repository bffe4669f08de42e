import { createContext, use, useState, type ReactNode } from 'react'
import { createTextMeasure, type TextMeasure } from './layout/text-measure.ts'

/** What the tiles of one wall share of its browser. */
export interface WallEnvironment {
  readonly textMeasure: TextMeasure
  /** Emphasises an element whose figure changed, for a moment. */
  readonly emphasise: (element: Element) => void
}

/** Emphasis is loaded with the first change of a figure, and until then there is none. */
function lazyEmphasis(): WallEnvironment['emphasise'] {
  let emphasise: WallEnvironment['emphasise'] = load
  function load(): void {
    emphasise = () => undefined
    import('./emphasis.ts').then(
      ({ createEmphasis }) => (emphasise = createEmphasis()),
      () => (emphasise = load), // the next change tries again
    )
  }
  return (element) => {
    emphasise(element)
  }
}

const WallEnvironmentContext = createContext<WallEnvironment | undefined>(undefined)

/** Creates the environment of one wall: two walls on a page share nothing. */
export function WallEnvironmentProvider({ children }: { children: ReactNode }) {
  const [environment] = useState<WallEnvironment>(() => ({
    textMeasure: createTextMeasure(document),
    emphasise: lazyEmphasis(),
  }))
  return <WallEnvironmentContext value={environment}>{children}</WallEnvironmentContext>
}

/** The environment of the wall around this component. @throws Error outside of a wall */
export function useWallEnvironment(): WallEnvironment {
  const environment = use(WallEnvironmentContext)
  if (environment === undefined) throw new Error('no WallEnvironmentProvider')
  return environment
}
