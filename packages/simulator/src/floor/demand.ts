import type { Clock, Queue } from './contact-centre.ts'
import type { Random } from './random.ts'

const minute = 60_000
const hour = 60 * minute
const maxSurge = 3.5
const meanBetweenSurgesMs = 170 * minute

const peakAtMs = 14 * hour

/** Milliseconds between the peak of the traffic on the UTC day of `at` and `at`; negative before the peak. */
export const timeSincePeak = (at: number): number => (at % (24 * hour)) - peakAtMs

/**
 * Traffic over the day relative to its peak at 14:00 UTC. Never below one half, so that a demo is lively at any hour.
 */
export function dailyProfile(at: number): number {
  return 0.75 + 0.25 * Math.cos(((at - peakAtMs) / (12 * hour)) * Math.PI)
}

/**
 * Generates arrivals of a queue by thinning: candidates at the maximum rate, accepted with the probability that the
 * hour and a surge (an outage, a mailing) give. Ends when the queue is closed.
 */
export function startDemand(
  queue: Queue,
  clock: Clock,
  random: Random,
  arrived: (queue: Queue) => void,
): void {
  function planArrival(): void {
    clock.after(random.exponential(1 / (queue.peakRate * maxSurge)), () => {
      if (!queue.isOpen) return
      if (random.chance((dailyProfile(clock.scheduleNow() - queue.phaseMs) * queue.surge) / maxSurge))
        arrived(queue)
      planArrival()
    })
  }

  function planSurge(): void {
    clock.after(random.exponential(meanBetweenSurgesMs), () => {
      if (!queue.isOpen) return
      queue.surge = 1.8 + (maxSurge - 1.8) * random.uniform()
      clock.after(6 * minute + random.exponential(8 * minute), () => {
        queue.surge = 1
        planSurge()
      })
    })
  }

  planArrival()
  planSurge()
}
