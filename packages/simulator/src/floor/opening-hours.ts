const hour = 3_600_000
const day = 24 * hour

/** The opening hours of a queue, in milliseconds since midnight UTC. */
export interface OpeningHours {
  readonly opensAtMs: number
  readonly closesAtMs: number
}

export const officeHours: OpeningHours = { opensAtMs: 8 * hour, closesAtMs: 20 * hour }

interface WithHours {
  readonly hours: OpeningHours | undefined
}

/** True while the queue is open. A queue without hours is always open. */
export function isOpenAt({ hours }: WithHours, at: number): boolean {
  if (hours === undefined) return true
  const timeOfDay = at % day
  return timeOfDay >= hours.opensAtMs && timeOfDay < hours.closesAtMs
}

/** When a queue that is closed at `at` closed; undefined while it is open. */
export function closedSince(queue: WithHours, at: number): number | undefined {
  if (queue.hours === undefined || isOpenAt(queue, at)) return undefined
  const closing = at - (at % day) + queue.hours.closesAtMs
  return closing <= at ? closing : closing - day
}

/** Whether an agent has work: false when all queues of the agent are closed. */
export const isNeededAt = ({ queues }: { readonly queues: ReadonlySet<WithHours> }, at: number): boolean =>
  queues.size === 0 || [...queues].some((queue) => isOpenAt(queue, at))
