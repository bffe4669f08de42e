/** How long a figure is emphasised: until the first update after the minimum, at the latest until the maximum. */
const minMs = 150
const maxMs = 280

/**
 * Returns a function that emphasises an element whose figure changed: it gets `data-changed` for a moment. One step in
 * the frame that draws the figure, and one back in the frame of the next update: an animation would draw a dozen frames
 * in between. A figure that changes again while it is emphasised is not emphasised anew, so that it never stays so.
 */
export function createEmphasis(): (element: Element) => void {
  const reducedMotion = window.matchMedia('(prefers-reduced-motion: reduce)')
  const { documentElement } = document
  const changed = new Set<Element>()
  /** Emphasised elements and since when, the oldest first. */
  let emphasised = new Map<Element, number>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function draw(): void {
    // display/telemetry.ts times frames: a slow television saves the work.
    if (reducedMotion.matches || documentElement.hasAttribute('data-late-frames')) changed.clear()
    const now = performance.now()
    const next = new Map<Element, number>()
    for (const [element, since] of emphasised)
      if (now - since < minMs) next.set(element, since)
      else element.removeAttribute('data-changed')
    for (const element of changed)
      if (!emphasised.has(element)) {
        element.setAttribute('data-changed', '')
        next.set(element, now)
      }
    changed.clear()
    emphasised = next
    clearTimeout(timer)
    const [oldest] = next.values()
    if (oldest !== undefined) timer = setTimeout(draw, oldest + maxMs - now)
  }

  return (element) => {
    if (changed.size === 0) queueMicrotask(draw) // after all figures of the update are written
    changed.add(element)
  }
}
