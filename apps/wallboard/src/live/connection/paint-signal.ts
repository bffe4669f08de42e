import type { Position } from '@wallboard/relay'

/** Calls back once after the next paint, with the position that it shows; the result cancels that. */
export type AfterPaint = (painted: (position: Position) => void) => () => void

/**
 * Reports the position of the next paint. The frame callback runs before the paint and the message after it, so what the
 * stores hold in between is on the screen. A hidden page paints nothing and so reports nothing.
 */
export function createPaintSignal(position: () => Position | undefined): AfterPaint {
  const afterFrame = new MessageChannel()
  let wasPainted: () => void = () => undefined
  afterFrame.port1.onmessage = () => {
    wasPainted()
  }
  return (painted) => {
    let isCancelled = false
    const frame = requestAnimationFrame(() => {
      const shown = position()
      wasPainted = () => {
        if (!isCancelled && shown !== undefined) painted(shown)
      }
      afterFrame.port2.postMessage(null)
    })
    return () => {
      isCancelled = true
      cancelAnimationFrame(frame)
    }
  }
}
