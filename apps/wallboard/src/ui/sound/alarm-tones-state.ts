import { floodCount, floodMs } from './flood-limit.ts'

/** An alert of the server. `alarms` counts its alarms: a tone is due when that grows. */
export interface AlarmingAlert {
  readonly id: string
  readonly level: 'warn' | 'critical'
  readonly alarms: number
  /** Nobody has acknowledged, snoozed or suppressed it, and its figure is known. */
  readonly isFiring: boolean
  /** By the page's own clock, as all instants here. */
  readonly since: number
}

/** Which alarms this page has heard or played. */
export interface HeardAlarms {
  /** When the page received its first list of alerts. */
  readonly startedAt: number
  /** The alarms of each alert, and when it was last in a list. */
  readonly counts: ReadonlyMap<string, { readonly alarms: number; readonly seenAt: number }>
  /** When alarms were heard, of the last ten minutes. */
  readonly recent: readonly number[]
}

/** The page starts to listen at `now`. */
export const nothingHeard = (now: number): HeardAlarms => ({ startedAt: now, counts: new Map(), recent: [] })

/** An alert that fired this long before the page was loaded is still news: the page may have been reloading. */
const reloadMs = 30_000
/** While a server starts again its list is empty: alerts that come back are the same. */
const rememberMs = 3_600_000

/**
 * The tone that is due now, that of the most urgent new alarm. The server decides on alarms: a reload repeats none, and a
 * repetition (re-alarm) plays again. In a flood of new alarms the first tone stands for all.
 */
export function nextTone(
  heard: HeardAlarms,
  alerts: readonly AlarmingAlert[],
  now: number,
): { readonly tone: AlarmingAlert['level'] | undefined; readonly heard: HeardAlarms } {
  const counts = new Map([...heard.counts].filter(([, { seenAt }]) => now - seenAt < rememberMs))
  const recent = heard.recent.filter((at) => now - at < floodMs)
  const isFlood = recent.length > floodCount
  let tone: AlarmingAlert['level'] | undefined
  for (const { id, level, alarms, isFiring, since } of alerts) {
    const isKnown = heard.counts.has(id) || since < heard.startedAt - reloadMs
    const before = heard.counts.get(id)?.alarms ?? (isKnown ? alarms : 0)
    counts.set(id, { alarms, seenAt: now })
    if (!isFiring || alarms <= before) continue
    recent.push(now)
    if (tone !== 'critical') tone = level
  }
  return { tone: isFlood ? undefined : tone, heard: { ...heard, counts, recent } }
}
