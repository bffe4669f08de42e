import { useLayoutEffect, useRef, type RefObject } from 'react'

const calmly = { duration: 300, easing: 'ease-out' } as const

/**
 * For an element that is emphasised for a calm moment whenever its value changes. Not by the style sheet: an animation
 * there begins anew only in a new element, and tells React of its start and end, which costs more than all the rest of an
 * update.
 */
export function useEmphasis(value: unknown): RefObject<HTMLElement | null> {
  const element = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    if (!window.matchMedia('(prefers-reduced-motion: reduce)').matches)
      element.current?.animate({ opacity: [0.35, 1] }, calmly)
  }, [value])
  return element
}
