import { useLayoutEffect, useState, type RefObject } from 'react'

/** The width inside an element in CSS pixels; before the first measurement no limit. */
export function useWidth(place: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(Infinity)
  useLayoutEffect(() => {
    const element = place.current
    if (element === null) return undefined
    const measure = () => {
      setWidth(element.clientWidth)
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => {
      observer.disconnect()
    }
  }, [place])
  return width
}
