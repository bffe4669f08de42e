import {
  compareLevels,
  evaluateThreshold,
  initialThresholdState,
  type GroupFigure,
  type Level,
  type ThresholdState,
} from '@wallboard/statistics'
import type { Rule } from './rules.ts'

/** A figure to evaluate: a value, one that may be larger, or a rate of too few calls. */
export type Measured = number | undefined | 'insufficient-data' | GroupFigure

/** A tile, or one queue of it, whose thresholds are evaluated. */
export interface EvaluatedTile {
  /** The tile's key: see `tileKey`. */
  readonly key: string
  /** Identifies what the figures are of. A tile with another subject starts without alerts. */
  readonly subject: string
  /** Set for a tile of one queue. */
  readonly queueId?: string | undefined
  /** The subject's name; undefined: the label of the metric. */
  readonly name: string | undefined
  readonly rules: readonly Rule[]
  readonly figure: (metric: Rule['metric']) => Measured
  /** Figures that are not live neither start nor end an alert. */
  readonly isLive: boolean
}

/** The worst threshold of a tile that is exceeded. */
export interface Alert {
  readonly key: string
  readonly queueId: string | undefined
  /** The subject's name; undefined: the label of the metric. */
  readonly name: string | undefined
  readonly level: 'warn' | 'critical'
  readonly rule: Rule
  readonly value: number | undefined
  readonly since: number
  /** False while its figures are not live: it may have ended. */
  readonly isLive: boolean
  /** Somebody has acknowledged it. Only alerts of the server can be. */
  readonly isAcknowledged?: boolean
}

/** The states of the thresholds of a tile, with their subject and rules. */
interface TileRuleState {
  readonly subject: string
  readonly rules: readonly Rule[]
  readonly states: readonly ThresholdState[]
}

/** The state of all rules of a board, by the key of the tile. */
export type AlertState = ReadonlyMap<string, TileRuleState>

/** No threshold is exceeded. */
export const initialAlertState: AlertState = new Map()

export interface AlertEvaluation {
  readonly state: AlertState
  /** By urgency: critical before warn, then the oldest first. */
  readonly alerts: readonly Alert[]
}

const valueOf = (measured: Measured): number | undefined =>
  measured === 'insufficient-data' ? undefined : typeof measured === 'object' ? measured.value : measured

const isSameRule = (a: Rule, b: Rule): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

function nextThresholdState(
  rule: Rule,
  before: ThresholdState | undefined,
  measured: Measured,
  isLive: boolean,
  now: number,
): ThresholdState {
  if (measured === 'insufficient-data') return initialThresholdState
  const isAtLeast = typeof measured === 'object' && measured.isAtLeast
  const input = { value: valueOf(measured), isLive, isAtLeast }
  return evaluateThreshold(rule.threshold, before ?? initialThresholdState, input, now)
}

function nextTileState(tile: EvaluatedTile, known: TileRuleState | undefined, now: number): TileRuleState {
  const { subject, rules, figure, isLive } = tile
  const before = known?.subject === subject ? known : undefined
  const states = rules.map((rule, index) => {
    const ruleBefore = before?.rules[index]
    const isSame = ruleBefore !== undefined && isSameRule(ruleBefore, rule)
    return nextThresholdState(
      rule,
      isSame ? before?.states[index] : undefined,
      figure(rule.metric),
      isLive,
      now,
    )
  })
  return { subject, rules, states }
}

function worstAlert(tile: EvaluatedTile, { states }: TileRuleState, now: number): Alert | undefined {
  const { key, queueId, name, rules, figure, isLive } = tile
  let worst: Alert | undefined
  rules.forEach((rule, index) => {
    const { isOn = false, since = now } = states[index] ?? {}
    const { level } = rule.threshold
    if (!isOn || (worst !== undefined && compareLevels(level, worst.level) <= 0)) return
    worst = { key, queueId, name, level, rule, value: valueOf(figure(rule.metric)), since, isLive }
  })
  return worst
}

/**
 * Evaluates the thresholds of all tiles. `now` is in milliseconds of the server's clock. A tile that is no longer among
 * them loses its state: an alert ends with its subject.
 */
export function evaluateAlerts(
  before: AlertState,
  tiles: readonly EvaluatedTile[],
  now: number,
): AlertEvaluation {
  const state = new Map<string, TileRuleState>()
  const alerts: Alert[] = []
  for (const tile of tiles) {
    const next = nextTileState(tile, before.get(tile.key), now)
    state.set(tile.key, next)
    const alert = worstAlert(tile, next, now)
    if (alert !== undefined) alerts.push(alert)
  }
  alerts.sort((a, b) => compareLevels(b.level, a.level) || a.since - b.since)
  return { state, alerts }
}

/** The worst level of each queue among alerts that are ordered by urgency. */
export function levelsByQueue(alerts: readonly Alert[]): ReadonlyMap<string, Level> {
  const levels = new Map<string, Level>()
  for (const { queueId, level } of alerts)
    if (queueId !== undefined && !levels.has(queueId)) levels.set(queueId, level)
  return levels
}
