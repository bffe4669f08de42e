import { useLayoutEffect, useRef, type RefObject } from 'react'

const calmly = { duration: 300, easing: 'ease-out' } as const
const emphases = new WeakMap<Element, Animation>()
let calmness: MediaQueryList | undefined

/**
 * Emphasises a figure that changed for a calm moment. Not by the style sheet: an animation there begins anew only in a
 * new element, and tells React of its start and end, which costs more than all the rest of an update.
 */
export function emphasise(element: Element): void {
  calmness ??= window.matchMedia('(prefers-reduced-motion: reduce)')
  if (calmness.matches) return
  const known = emphases.get(element)
  if (known === undefined) emphases.set(element, element.animate({ opacity: [0.35, 1] }, calmly))
  else if (known.playState === 'running') known.currentTime = 0
  else known.play() // from its start, as it is at its end
}

/** For an element that is emphasised whenever its value changes. */
export function useEmphasis(value: unknown): RefObject<HTMLElement | null> {
  const element = useRef<HTMLElement>(null)
  const shown = useRef(value)
  useLayoutEffect(() => {
    if (Object.is(shown.current, value)) return
    shown.current = value
    if (element.current !== null) emphasise(element.current)
  }, [value])
  return element
}
