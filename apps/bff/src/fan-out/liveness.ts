/** How often a connection is looked at. */
export const lookEveryMs = 15_000
const deadAfterMs = 35_000

/**
 * What to do about a connection that was last heard of `silentMs` ago. One that acknowledges what it is sent is alive,
 * and most do so all the time: only silence is worth a ping. Gone without a word, it is found within 50 s.
 */
export function judgeSilence(silentMs: number): 'leave it' | 'ping' | 'end it' {
  if (silentMs > deadAfterMs) return 'end it'
  return silentMs > lookEveryMs / 2 ? 'ping' : 'leave it'
}
