import { useCallback, useLayoutEffect, useRef, type RefCallback } from 'react'

/** Shorter than the interval between updates of a wall: a flash ends before the next one. */
const flashTiming = { duration: 240, easing: 'ease-out' } as const

let isMotionReduced: boolean | undefined

/** Whether the viewer prefers reduced motion. Follows changes of the preference. */
function prefersReducedMotion(): boolean {
  if (isMotionReduced === undefined) {
    const preference = window.matchMedia('(prefers-reduced-motion: reduce)')
    isMotionReduced = preference.matches
    preference.addEventListener('change', ({ matches }) => (isMotionReduced = matches))
  }
  return isMotionReduced
}

/**
 * Returns a function that flashes an element whose figure changed. A CSS animation would restart only in a new element,
 * and its start and end events cost React more than the rest of an update.
 */
export function createFlash(element: Element): () => void {
  let emphasis: Animation | undefined
  return () => {
    if (prefersReducedMotion()) return
    if (emphasis === undefined) emphasis = element.animate({ opacity: [0.35, 1] }, flashTiming)
    else emphasis.play() // from its start when it is at its end, and on when it still runs
  }
}

/** A ref for an element that flashes whenever its value changes. */
export function useEmphasis(value: unknown): RefCallback<HTMLElement> {
  const shown = useRef(value)
  const flash = useRef<() => void>(undefined)
  useLayoutEffect(() => {
    if (Object.is(shown.current, value)) return
    shown.current = value
    flash.current?.()
  }, [value])
  return useCallback((element: HTMLElement | null) => {
    flash.current = element === null ? undefined : createFlash(element)
  }, [])
}
