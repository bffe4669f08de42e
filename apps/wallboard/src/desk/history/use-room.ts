import { useCallback, useState } from 'react'
import type { Inset } from '../../board/use-board-pages.ts'

/** The size of an element, and the space of the window around it. CSS pixels. */
export interface Room {
  readonly width: number
  readonly height: number
  readonly around: Inset
}

type Ref = (element: HTMLElement | null) => (() => void) | undefined

/** Calls `measure` now, and when the element, or else the window, changes its size. */
function observed(element: Element, measure: () => void): () => void {
  const observer = new ResizeObserver(measure)
  observer.observe(element)
  window.addEventListener('resize', measure)
  measure()
  return () => {
    observer.disconnect()
    window.removeEventListener('resize', measure)
  }
}

/** The room of an element, undefined before it is measured, and the ref that measures it. */
export function useRoom(): readonly [Room | undefined, Ref] {
  const [room, setRoom] = useState<Room>()
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined
    return observed(element, () => {
      const { clientWidth: width, clientHeight: height } = element
      const around = { width: window.innerWidth - width, height: window.innerHeight - height }
      setRoom((known) =>
        known?.width === width &&
        known.height === height &&
        known.around.width === around.width &&
        known.around.height === around.height
          ? known
          : { width, height, around },
      )
    })
  }, [])
  return [room, ref]
}

/** The height that the window has below the top of an element, and the ref that measures it. Notices may stand above it. */
export function useHeightBelow(): readonly [number, Ref] {
  const [height, setHeight] = useState(0)
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined
    return observed(element.parentElement ?? element, () => {
      const top = element.getBoundingClientRect().top + window.scrollY
      setHeight(Math.floor(window.innerHeight - top))
    })
  }, [])
  return [height, ref]
}
