import { useLayoutEffect, useRef, type RefObject } from 'react'
import { useWallEnvironment } from '../wall-environment-context.tsx'

/** A ref for an element that is emphasised whenever its value changes. */
export function useEmphasis(value: unknown): RefObject<HTMLElement | null> {
  const { emphasise } = useWallEnvironment()
  const shown = useRef(value)
  const element = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    if (shown.current !== value && element.current !== null) emphasise(element.current)
    shown.current = value
  }, [value, emphasise])
  return element
}
