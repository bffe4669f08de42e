import { useCallback, useLayoutEffect, useRef, type RefCallback } from 'react'
import { useWallEnvironment, type ReducedMotion } from '../wall-environment-context.tsx'

/** Shorter than the interval between updates of a wall: a flash ends before the next one. */
const flashTiming = { duration: 240, easing: 'ease-out' } as const

/**
 * Returns a function that flashes an element whose figure changed. A CSS animation would restart only in a new element,
 * and its start and end events cost React more than the rest of an update.
 */
export function createFlash(element: Element, reducedMotion: ReducedMotion): () => void {
  let emphasis: Animation | undefined
  return () => {
    if (reducedMotion.matches) return
    if (emphasis === undefined) emphasis = element.animate({ opacity: [0.35, 1] }, flashTiming)
    else emphasis.play() // restarts a finished flash; one that still runs goes on
  }
}

/** A ref for an element that flashes whenever its value changes. */
export function useEmphasis(value: unknown): RefCallback<HTMLElement> {
  const { reducedMotion } = useWallEnvironment()
  const shown = useRef(value)
  const flash = useRef<() => void>(undefined)
  useLayoutEffect(() => {
    if (Object.is(shown.current, value)) return
    shown.current = value
    flash.current?.()
  }, [value])
  return useCallback(
    (element: HTMLElement | null) => {
      flash.current = element === null ? undefined : createFlash(element, reducedMotion)
    },
    [reducedMotion],
  )
}
