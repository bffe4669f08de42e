import type { Rule } from '@wallboard/relay/board'
import { calm, compareLevels, judgeThreshold, type Level, type ThresholdState } from '@wallboard/statistics'
import { createStore, type StoreApi } from 'zustand/vanilla'

/** A figure, or that it is of too few calls to say anything. */
export type Judged = number | undefined | 'few'

/** A tile whose figures are judged. */
export interface Watched {
  readonly key: string
  /** What it is about, as people know it. */
  readonly name: string
  readonly rules: readonly Rule[]
  readonly figure: (metric: Rule['metric']) => Judged
  /** Nothing is judged by figures that are not live. */
  readonly isLive: boolean
}

/** The worst threshold of a tile that holds. */
export interface TileAlert {
  readonly level: Level
  readonly metric: Rule['metric'] | undefined
  readonly since: number | undefined
}

/** A tile in alarm, with what a person has to know. */
export interface Alarm {
  readonly key: string
  readonly name: string
  readonly level: 'warn' | 'critical'
  readonly rule: Rule
  readonly value: number | undefined
  readonly since: number
}

export interface AlertStore {
  /** Judges every tile that is watched, and forgets those that are no longer. */
  readonly judge: (watched: readonly Watched[], now: number) => void
  /** Another board: its tiles may have the same keys. */
  readonly reset: () => void
  readonly alertOf: (key: string) => StoreApi<TileAlert>
  /** All that hold, the worst and then the oldest first. */
  readonly alarms: StoreApi<{ readonly list: readonly Alarm[] }>
}

const none: TileAlert = { level: 'none', metric: undefined, since: undefined }

export function createAlertStore(): AlertStore {
  const states = new Map<string, readonly ThresholdState[]>()
  const alerts = new Map<string, StoreApi<TileAlert>>()
  const alarms = createStore<{ readonly list: readonly Alarm[] }>()(() => ({ list: [] }))

  function alertOf(key: string): StoreApi<TileAlert> {
    const known = alerts.get(key)
    if (known !== undefined) return known
    const created = createStore<TileAlert>()(() => none)
    alerts.set(key, created)
    return created
  }

  function judgeOne({ key, name, rules, figure, isLive }: Watched, now: number): Alarm | undefined {
    const before = states.get(key) ?? []
    const next = rules.map(({ metric, threshold }, index) => {
      const value = figure(metric)
      return value === 'few' ? calm : judgeThreshold(threshold, before[index] ?? calm, { value, isLive }, now)
    })
    states.set(key, next)
    let worst: Alarm | undefined
    rules.forEach((rule, index) => {
      const { isOn = false, since = now } = next[index] ?? {}
      const { level } = rule.threshold
      if (!isOn || (worst !== undefined && compareLevels(level, worst.level) <= 0)) return
      const value = figure(rule.metric)
      worst = { key, name, level, rule, value: value === 'few' ? undefined : value, since }
    })
    return worst
  }

  function judge(watched: readonly Watched[], now: number): void {
    const list: Alarm[] = []
    const seen = new Set<string>()
    for (const each of watched) {
      seen.add(each.key)
      const alarm = judgeOne(each, now)
      if (alarm !== undefined) list.push(alarm)
      const store = alertOf(each.key)
      const { level, metric, since } = store.getState()
      const isSame =
        level === (alarm?.level ?? 'none') && metric === alarm?.rule.metric && since === alarm?.since
      if (!isSame)
        store.setState(
          alarm === undefined ? none : { level: alarm.level, metric: alarm.rule.metric, since: alarm.since },
          true,
        )
    }
    for (const key of states.keys()) if (!seen.has(key)) states.delete(key)
    for (const key of alerts.keys()) if (!seen.has(key)) alerts.get(key)?.setState(none, true)
    list.sort((a, b) => compareLevels(b.level, a.level) || a.since - b.since)
    const text = (alarm: Alarm) => `${alarm.key} ${alarm.level} ${alarm.since} ${String(alarm.value)}`
    const isSame = list.map(text).join() === alarms.getState().list.map(text).join()
    if (!isSame) alarms.setState({ list })
  }

  function reset(): void {
    states.clear()
    for (const store of alerts.values()) store.setState(none, true)
    alarms.setState({ list: [] })
  }

  return { judge, reset, alertOf, alarms }
}
