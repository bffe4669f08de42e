/** An alarm that holds now. */
export interface ActiveAlarm {
  readonly key: string
  readonly level: 'warn' | 'critical'
}

/** When each alarm was last heard, by its key, and whether it has held ever since. */
export type AlarmToneHistory = ReadonlyMap<string, { readonly at: number; readonly isAvailable: boolean }>

/** An alarm that comes back within this time was not over for the people who heard it. */
const cooldownMs = 10 * 60_000
/** A critical one that goes on is heard again. */
const againMs = 15 * 60_000

/**
 * Which tone is due, the worst of all: at the start of an alarm, and again for a critical one that nobody ended. None
 * while figures are not live: what they say may be over.
 */
export function nextTone(
  heard: AlarmToneHistory,
  alarms: readonly ActiveAlarm[],
  { isLive, now }: { readonly isLive: boolean; readonly now: number },
): { readonly tone: 'warn' | 'critical' | undefined; readonly heard: AlarmToneHistory } {
  if (!isLive) return { tone: undefined, heard }
  const next = new Map<string, { readonly at: number; readonly isAvailable: boolean }>()
  // One that is over is remembered for as long as it would not be heard again.
  for (const [key, { at }] of heard) if (now - at < cooldownMs) next.set(key, { at, isAvailable: false })
  let tone: 'warn' | 'critical' | undefined
  for (const { key, level } of alarms) {
    const before = heard.get(key)
    const silentMs = before === undefined ? Infinity : now - before.at
    const isNew = before?.isAvailable !== true && silentMs >= cooldownMs
    const isDue = isNew || (level === 'critical' && silentMs >= againMs)
    next.set(key, { at: isDue ? now : (before?.at ?? now), isAvailable: true })
    if (isDue && tone !== 'critical') tone = level
  }
  return { tone, heard: next }
}
