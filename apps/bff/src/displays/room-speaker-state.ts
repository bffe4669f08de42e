/** A connected display of a room whose settings allow it to sound alarms. */
export interface Candidate {
  readonly id: string
  /** Monotonic milliseconds. */
  readonly onlineSince: number
  /** The last reported state of its loudspeaker; `off` before its first report. */
  readonly sound: 'on' | 'off' | 'blocked'
}

const ranks = { on: 0, off: 1, blocked: 2 } as const

/**
 * Elects the room speaker; undefined without candidates. The current speaker stays, unless its browser blocks sound and
 * another's does not: an alarm must not sound twice in a room, nor the speaker move with every reconnect.
 */
export function electSpeaker(
  candidates: readonly Candidate[],
  current: string | undefined,
): string | undefined {
  const [best] = [...candidates].sort(
    (a, b) => ranks[a.sound] - ranks[b.sound] || a.onlineSince - b.onlineSince || a.id.localeCompare(b.id),
  )
  const speaking = candidates.find(({ id }) => id === current)
  if (speaking === undefined) return best?.id
  return speaking.sound === 'blocked' && best?.sound !== 'blocked' ? best?.id : speaking.id
}
