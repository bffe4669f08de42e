import type { Rule } from '@wallboard/boards'
import { compareLevels, type Level, type ThresholdState } from '@wallboard/statistics'
import { createStore, type StoreApi } from 'zustand/vanilla'

/** The worst threshold of a tile that holds. */
export interface TileAlert {
  readonly level: Level
  readonly metric: Rule['metric'] | undefined
  readonly since: number | undefined
}

/** A tile in alarm, with what a person has to know. */
export interface Alarm {
  readonly key: string
  readonly queueId: string | undefined
  readonly name: string
  readonly level: 'warn' | 'critical'
  readonly rule: Rule
  readonly value: number | undefined
  readonly since: number
  /** False while its figures are not live: then it may be over. */
  readonly isLive: boolean
}

/** Where the thresholds of a tile stand, and what they were judged of. */
export interface DisplayHealth {
  readonly subject: string
  readonly rules: readonly Rule[]
  readonly states: readonly ThresholdState[]
}

export interface AlertStore {
  /** By the key of the tile; `alert-judge.ts` moves them on. */
  readonly ruleStates: Map<string, DisplayHealth>
  /** Shows what was judged: the alarms that hold, in any order. */
  readonly judged: (alarms: readonly Alarm[]) => void
  /** Another board: its tiles may have the same keys. */
  readonly reset: () => void
  readonly alertOf: (key: string) => StoreApi<TileAlert>
  /** All that hold, the worst and then the oldest first. */
  readonly alarms: StoreApi<{ readonly list: readonly Alarm[] }>
}

const none: TileAlert = { level: 'none', metric: undefined, since: undefined }

export function createAlertStore(): AlertStore {
  const ruleStates = new Map<string, DisplayHealth>()
  const alerts = new Map<string, StoreApi<TileAlert>>()
  const alarms = createStore<{ readonly list: readonly Alarm[] }>()(() => ({ list: [] }))

  function alertOf(key: string): StoreApi<TileAlert> {
    const known = alerts.get(key)
    if (known !== undefined) return known
    const created = createStore<TileAlert>()(() => none)
    alerts.set(key, created)
    return created
  }

  function judged(given: readonly Alarm[]): void {
    const byKey = new Map(given.map((alarm) => [alarm.key, alarm]))
    for (const key of byKey.keys()) alertOf(key)
    for (const [key, store] of alerts) {
      const alarm = byKey.get(key)
      const next =
        alarm === undefined ? none : { level: alarm.level, metric: alarm.rule.metric, since: alarm.since }
      const { level, metric, since } = store.getState()
      if (level !== next.level || metric !== next.metric || since !== next.since) store.setState(next, true)
    }
    const list = [...given].sort((a, b) => compareLevels(b.level, a.level) || a.since - b.since)
    const text = ({ key, level, since, value, name, isLive }: Alarm) =>
      `${key} ${level} ${since} ${String(value)} ${isLive} ${name}`
    const isSame = list.map(text).join() === alarms.getState().list.map(text).join()
    if (!isSame) alarms.setState({ list })
  }

  function reset(): void {
    ruleStates.clear()
    for (const store of alerts.values()) store.setState(none, true)
    alarms.setState({ list: [] })
  }

  return { ruleStates, judged, reset, alertOf, alarms }
}
