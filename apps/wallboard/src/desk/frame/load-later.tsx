import { lazy, Suspense, type ComponentType } from 'react'

/** A component whose script is loaded after the first figures of the desk. It shows nothing until then. */
export function loadLater(load: () => Promise<ComponentType>): ComponentType {
  const Loaded = lazy(async () => ({ default: await load() }))
  return () => (
    <Suspense fallback={null}>
      <Loaded />
    </Suspense>
  )
}
