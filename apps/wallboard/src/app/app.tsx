import { lazy, Suspense } from 'react'

const DisplayGate = lazy(async () => ({ default: (await import('./display-gate.tsx')).DisplayGate }))
const Desk = lazy(async () => ({ default: (await import('./desk.tsx')).Desk }))

/** A wall display, or a person: neither loads what only the other needs. */
export function App() {
  return (
    <Suspense fallback={<main data-link="down" />}>
      {location.pathname === '/display' ? <DisplayGate /> : <Desk />}
    </Suspense>
  )
}
