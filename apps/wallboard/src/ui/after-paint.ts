/** Calls back after the next frame is painted, and this many milliseconds later; not while the page is hidden. The result cancels that. */
export function afterPaint(call: () => void, laterMs = 0): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(() => {
      if (laterMs === 0) call()
      else timer = setTimeout(call, laterMs)
    })
  })
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}
