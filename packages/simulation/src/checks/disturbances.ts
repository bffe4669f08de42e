/** Faults during which nobody can know the truth, so that no screen can be held to it. */
export interface Disturbances {
  /** Frames came out of order and full statistics have not repaired that yet. */
  readonly isOrderUnknown: () => boolean
  /** Five9's clock was set, and too few frames have come since to know its offset. */
  readonly isClockUnknown: () => boolean
  readonly statisticsDelivered: (kind: 'full' | 'increment') => void
  readonly orderLost: () => void
  readonly clockSet: () => void
}

/** Frames, and time, after which a change of Five9's clock is known. */
const framesToLearn = 6
const learnMs = 6_000

/** @param settleMs how long a screen may take to show what full statistics have repaired */
export function createDisturbances(now: () => number, settleMs: number): Disturbances {
  let isOrderLost = false
  let orderKnownAt = 0
  let clockSetAt = -Infinity
  let framesSinceClockSet = Infinity
  return {
    isOrderUnknown: () => isOrderLost || now() < orderKnownAt,
    isClockUnknown: () => framesSinceClockSet < framesToLearn || now() - clockSetAt < learnMs,
    statisticsDelivered(kind) {
      framesSinceClockSet += 1
      if (kind !== 'full' || !isOrderLost) return
      isOrderLost = false
      orderKnownAt = now() + settleMs
    },
    orderLost() {
      isOrderLost = true
    },
    clockSet() {
      clockSetAt = now()
      framesSinceClockSet = 0
    },
  }
}
