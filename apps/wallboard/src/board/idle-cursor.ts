const hideAfterMs = 5_000

/** A ref callback that hides an idle pointer by setting `data-idle` on the element. */
export function hideIdleCursor(element: HTMLElement): () => void {
  let timer: number | undefined
  function moved(): void {
    delete element.dataset['idle']
    window.clearTimeout(timer)
    timer = window.setTimeout(() => {
      element.dataset['idle'] = ''
    }, hideAfterMs)
  }
  moved()
  element.addEventListener('pointermove', moved)
  return () => {
    window.clearTimeout(timer)
    element.removeEventListener('pointermove', moved)
  }
}
