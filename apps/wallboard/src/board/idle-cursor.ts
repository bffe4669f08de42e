const hidesAfterMs = 5_000

/** Hides the pointer of a screen that nobody touches, by `data-idle` on the element; a ref callback. */
export function hideIdleCursor(element: HTMLElement): () => void {
  let hiding: number | undefined
  function moved(): void {
    delete element.dataset['idle']
    window.clearTimeout(hiding)
    hiding = window.setTimeout(() => {
      element.dataset['idle'] = ''
    }, hidesAfterMs)
  }
  moved()
  element.addEventListener('pointermove', moved)
  return () => {
    window.clearTimeout(hiding)
    element.removeEventListener('pointermove', moved)
  }
}
