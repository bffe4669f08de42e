/** An alarm that is active now. */
export interface ActiveAlarm {
  readonly key: string
  readonly level: 'warn' | 'critical'
}

/** When a tone was last played for each alarm, by its key, and whether the alarm has been active since. */
export type AlarmToneHistory = ReadonlyMap<string, { readonly at: number; readonly isActive: boolean }>

/** An alarm that returns within this time plays no new tone. */
const cooldownMs = 10 * 60_000
/** A critical alarm that stays active plays its tone again. */
const repeatAfterMs = 15 * 60_000

/**
 * The tone that is due now, the most urgent of all alarms: at the start of an alarm, and again while a critical one
 * stays active. None while the data is not live: its alarms may have ended.
 */
export function nextTone(
  history: AlarmToneHistory,
  alarms: readonly ActiveAlarm[],
  { isLive, now }: { readonly isLive: boolean; readonly now: number },
): { readonly tone: 'warn' | 'critical' | undefined; readonly history: AlarmToneHistory } {
  if (!isLive) return { tone: undefined, history }
  const next = new Map<string, { readonly at: number; readonly isActive: boolean }>()
  // Ended alarms are remembered for as long as they would play no new tone.
  for (const [key, { at }] of history) if (now - at < cooldownMs) next.set(key, { at, isActive: false })
  let tone: 'warn' | 'critical' | undefined
  for (const { key, level } of alarms) {
    const before = history.get(key)
    const silentMs = before === undefined ? Infinity : now - before.at
    const isNew = before?.isActive !== true && silentMs >= cooldownMs
    const isDue = isNew || (level === 'critical' && silentMs >= repeatAfterMs)
    next.set(key, { at: isDue ? now : (before?.at ?? now), isActive: true })
    if (isDue && tone !== 'critical') tone = level
  }
  return { tone, history: next }
}
