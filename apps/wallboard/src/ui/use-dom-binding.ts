import { useCallback, useState, type RefCallback } from 'react'

/** How an element is drawn, and the sources whose changes make it redraw. */
export interface DomBinding {
  readonly sources: readonly { readonly subscribe: (changed: () => void) => () => void }[]
  readonly draw: () => void
}

/**
 * Binds an element to sources without rendering: React creates the element once, and `draw` writes to it at once and
 * after each change of a source. Rendering a figure that changes several times a second would cost many times as much.
 *
 * `bind` gets the element and `values`; it runs again when one of the values changes, and has to be the same function
 * in each render. `draw` may only write content and attributes that React does not set. An error in `draw` is thrown in
 * the next render, for the error boundary of the tile.
 */
export function useDomBinding<E extends Element, Values extends readonly unknown[]>(
  bind: (element: E, ...values: Values) => DomBinding,
  ...values: Values
): RefCallback<E> {
  const [failure, setFailure] = useState<{ readonly error: unknown }>()
  if (failure !== undefined) throw failure.error
  return useCallback(
    (element: E) => {
      const { sources, draw } = bind(element, ...values)
      function redraw(): void {
        try {
          draw()
        } catch (error) {
          setFailure({ error }) // other subscribers must still be notified
        }
      }
      redraw()
      const unsubscribes = sources.map((source) => source.subscribe(redraw))
      return () => {
        for (const unsubscribe of unsubscribes) unsubscribe()
      }
    },
    // oxlint-disable-next-line react/exhaustive-deps -- a call always has the same number of values
    [bind, ...values],
  )
}

/** Returns a function that writes a text into the element; its result is whether it replaced another text. */
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

/**
 * The same for an element of the class `steady`, whose only child shows the text. Its room is that of the same text with
 * other digits: only a text of another shape lays out what is around it.
 */
export function steadyTextOf(element: HTMLElement): (text: string) => void {
  const draw = textNodeOf(element.firstElementChild ?? element)
  let shape: string | undefined
  return (text) => {
    const next = text.replace(/\d/g, '0')
    if (next !== shape) element.dataset['shape'] = shape = next
    draw(text)
  }
}
