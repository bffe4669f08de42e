import { useCallback, useLayoutEffect, useRef, type RefCallback } from 'react'

/** Shorter than a wall's updates are apart: the emphasis of a figure is over when the next one comes. */
const calmly = { duration: 240, easing: 'ease-out' } as const

let isCalm: boolean | undefined

/** Whether the viewer wants nothing to move, which may change while the page stands. */
function prefersReducedMotion(): boolean {
  if (isCalm === undefined) {
    const preference = window.matchMedia('(prefers-reduced-motion: reduce)')
    isCalm = preference.matches
    preference.addEventListener('change', ({ matches }) => (isCalm = matches))
  }
  return isCalm
}

/**
 * Gives what emphasises an element for a calm moment, for a figure that changed. Not by the style sheet: an animation
 * there begins anew only in a new element, and tells React of its start and end, which costs more than all the rest of
 * an update.
 */
export function createFlash(element: Element): () => void {
  let emphasis: Animation | undefined
  return () => {
    if (prefersReducedMotion()) return
    if (emphasis === undefined) emphasis = element.animate({ opacity: [0.35, 1] }, calmly)
    else emphasis.play() // from its start when it is at its end, and on when it still runs
  }
}

/** For an element that is emphasised whenever its value changes. */
export function useEmphasis(value: unknown): RefCallback<HTMLElement> {
  const shown = useRef(value)
  const emphasise = useRef<() => void>(undefined)
  useLayoutEffect(() => {
    if (Object.is(shown.current, value)) return
    shown.current = value
    emphasise.current?.()
  }, [value])
  return useCallback((element: HTMLElement | null) => {
    emphasise.current = element === null ? undefined : createFlash(element)
  }, [])
}
