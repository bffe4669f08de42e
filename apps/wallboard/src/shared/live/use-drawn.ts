import { useCallback, useState, type RefCallback } from 'react'

/** Something that says when there is news. */
export interface Source {
  readonly subscribe: (changed: () => void) => () => void
}

/**
 * For an element that is drawn by hand whenever a source has news: React makes it, once, and is not asked again. For a
 * figure that changes several times a second a render costs many times what writing it does.
 *
 * What is drawn has to be nobody else's: neither children nor attributes that React sets too. `begin` is called when
 * the element is there and gives what draws it; that runs at once and after each news. Both arguments have to be the
 * same objects from render to render. What drawing throws is thrown at the next render, for the tile's own boundary.
 */
export function useDrawn<E extends Element>(
  sources: readonly Source[],
  begin: (element: E) => () => void,
): RefCallback<E> {
  const [failure, setFailure] = useState<{ readonly error: unknown }>()
  if (failure !== undefined) throw failure.error
  return useCallback(
    (element: E) => {
      const draw = begin(element)
      function drawn(): void {
        try {
          draw()
        } catch (error) {
          setFailure({ error }) // whoever else waits for this news must not miss it
        }
      }
      drawn()
      const stops = sources.map((source) => source.subscribe(drawn))
      return () => {
        for (const stop of stops) stop()
      }
    },
    [sources, begin],
  )
}

/** Draws a text, and tells whether it changed what stood there. */
export function textOf(element: Element): (text: string) => boolean {
  const node = new Text()
  element.replaceChildren(node)
  let shown: string | undefined
  return (text) => {
    if (text === shown) return false
    const isChange = shown !== undefined
    node.data = shown = text
    return isChange
  }
}
