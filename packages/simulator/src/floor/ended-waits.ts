import type { EndedWait, Work } from './contact-centre.ts'

const maxKept = 10_000

/** The waits of calls that have ended, for tests and demos: no row holds them. */
interface EndedWaits {
  readonly waitEnded: (work: Work, outcome: EndedWait['outcome']) => void
  /** The waits since the last call, the last 10,000 of them. */
  readonly takeEndedWaits: () => readonly EndedWait[]
}

export function createEndedWaits(now: () => number): EndedWaits {
  let waits: EndedWait[] = []
  return {
    waitEnded({ queue, enqueuedAt }, outcome) {
      waits.push({ queueId: queue.id, joinedAt: enqueuedAt, endedAt: now(), outcome })
      if (waits.length >= 2 * maxKept) waits = waits.slice(-maxKept)
    },
    takeEndedWaits() {
      const taken = waits.slice(-maxKept)
      waits = []
      return taken
    },
  }
}
