/** A connected screen of a room that may sound alarms. */
export interface Candidate {
  readonly id: string
  readonly onlineSince: number
  /** What it said last of its loudspeaker; `off` before it said anything. */
  readonly sound: 'on' | 'off' | 'blocked'
}

const ranks = { on: 0, off: 1, blocked: 2 } as const

/**
 * The one screen of a room that speaks; undefined where none may. Whoever speaks goes on, unless its browser blocks the
 * sound and another's does not: a room must not hear an alarm twice, nor the speaker move with every reconnect.
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
