import { afterPaint } from '../../ui/after-paint.ts'

/** In milliseconds: more than between two keys of a fast typist, so that a typed word has one result. */
const restMs = 100

/**
 * Calls back when the result of an input has been on the screen for a while: for work that the next key must not wait for.
 * The returned function cancels that.
 */
export const afterResult = (call: () => void): (() => void) => afterPaint(call, restMs)
