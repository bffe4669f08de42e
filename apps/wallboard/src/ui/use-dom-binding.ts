import { useCallback, useState, type RefCallback } from 'react'

/** How an element is drawn, and what says when it is time to. */
export interface DomBinding {
  readonly sources: readonly { readonly subscribe: (changed: () => void) => () => void }[]
  readonly draw: () => void
}

/**
 * For an element that is drawn by hand whenever a source has news: React makes it, once, and is not asked again. For a
 * figure that changes several times a second a render costs many times what writing it does.
 *
 * What is drawn has to be nobody else's: neither children nor attributes that React sets too. `begin` is called with
 * the element when it is there, and with what the element is `of`; it is drawn at once and after each news, and begun
 * anew when it is of something else. `begin` has to be the same function from render to render. What drawing throws is
 * thrown at the next render, for the tile's own boundary.
 */
export function useDomBinding<E extends Element, Of extends readonly unknown[]>(
  begin: (element: E, ...of: Of) => DomBinding,
  ...of: Of
): RefCallback<E> {
  const [failure, setFailure] = useState<{ readonly error: unknown }>()
  if (failure !== undefined) throw failure.error
  return useCallback(
    (element: E) => {
      const { sources, draw } = begin(element, ...of)
      function drawn(): void {
        try {
          draw()
        } catch (error) {
          setFailure({ error }) // other subscribers must still be notified
        }
      }
      drawn()
      const stops = sources.map((source) => source.subscribe(drawn))
      return () => {
        for (const stop of stops) stop()
      }
    },
    // eslint-disable-next-line react-hooks/exhaustive-deps, react-hooks/use-memo -- a call has always as many
    [begin, ...of],
  )
}

/** Draws a text, and tells whether it changed what stood there. */
export function textNodeOf(element: Element): (text: string) => boolean {
  const node = new Text()
  element.textContent = ''
  element.appendChild(node)
  let shown: string | undefined
  return (text) => {
    if (text === shown) return false
    const isChange = shown !== undefined
    node.data = shown = text
    return isChange
  }
}
