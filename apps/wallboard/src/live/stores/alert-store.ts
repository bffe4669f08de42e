import type { Alert, BoardEvaluation, EvaluationState } from '@wallboard/boards'
import type { AlertOnScreen } from '@wallboard/relay'
import type { Level } from '@wallboard/statistics'
import { createStore, type StoreApi } from 'zustand/vanilla'

/** The alert of one tile. */
export interface TileAlert {
  readonly level: Level
  readonly metric: Alert['rule']['metric'] | undefined
  readonly since: number | undefined
}

export interface ActiveAlerts {
  /** By urgency: critical before warn, then the oldest first. */
  readonly list: readonly Alert[]
  /** The worst level of each queue; a queue that is not in it has none. */
  readonly levels: ReadonlyMap<string, Level>
}

export interface AlertStore {
  /** The state that the next evaluation continues; undefined before the first one. */
  readonly state: () => EvaluationState | undefined
  /** Takes the result of an evaluation. Notifies the tiles whose alert changed, and the list if any did. */
  readonly evaluated: (
    result: Pick<BoardEvaluation, 'alerts' | 'levels'> & { readonly state?: EvaluationState },
  ) => void
  /** The server's alerts, as it sent them last: set with each message. */
  ofServer: readonly AlertOnScreen[]
  /** Ends all alerts: the tiles of another board may have the same keys. */
  readonly reset: () => void
  readonly alertOf: (key: string) => StoreApi<TileAlert>
  readonly active: StoreApi<ActiveAlerts>
}

const noAlert: TileAlert = { level: 'none', metric: undefined, since: undefined }
const noAlerts: ActiveAlerts = { list: [], levels: new Map() }

const toText = ({ key, level, since, value, name, isLive, isSilent }: Alert): string =>
  `${key} ${level} ${since} ${String(value)} ${isLive} ${String(isSilent)} ${name ?? ''}`

const isSameList = (a: readonly Alert[], b: readonly Alert[]): boolean =>
  a.length === b.length && a.map(toText).join() === b.map(toText).join()

export function createAlertStore(): AlertStore {
  let state: EvaluationState | undefined
  const alerts = new Map<string, StoreApi<TileAlert>>()
  const active = createStore<ActiveAlerts>()(() => noAlerts)

  function alertOf(key: string): StoreApi<TileAlert> {
    const known = alerts.get(key)
    if (known !== undefined) return known
    const created = createStore<TileAlert>()(() => noAlert)
    alerts.set(key, created)
    return created
  }

  function evaluated({ levels, ...result }: Parameters<AlertStore['evaluated']>[0]): void {
    state = result.state
    const list = result.alerts
    const byKey = new Map(list.map((alert) => [alert.key, alert]))
    for (const key of byKey.keys()) alertOf(key)
    for (const [key, store] of alerts) {
      const alert = byKey.get(key)
      const next =
        alert === undefined ? noAlert : { level: alert.level, metric: alert.rule.metric, since: alert.since }
      const { level, metric, since } = store.getState()
      if (level !== next.level || metric !== next.metric || since !== next.since) store.setState(next, true)
    }
    if (!isSameList(list, active.getState().list)) active.setState({ list, levels })
  }

  function reset(): void {
    state = undefined
    for (const store of alerts.values()) store.setState(noAlert, true)
    active.setState(noAlerts)
  }

  return { state: () => state, ofServer: [], evaluated, reset, alertOf, active }
}
