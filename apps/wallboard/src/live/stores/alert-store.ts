import type { Alert, BoardEvaluation, EvaluationState } from '@wallboard/boards'
import { applyAlertChanges, type AlertOnScreen, type ServerMessage } from '@wallboard/relay'
import type { Level } from '@wallboard/statistics'
import { createStore, type StoreApi } from 'zustand/vanilla'

/** What the server sends of its alerts. */
type AlertMessage = Extract<ServerMessage, { readonly type: 'alerts' | 'alert-changes' }>

/** The alert of one tile. */
export interface TileAlert {
  readonly level: Level
  readonly metric: Alert['rule']['metric'] | undefined
  readonly since: number | undefined
  readonly isAcknowledged: boolean | undefined
}

interface StripAlertBase extends Pick<Alert, 'level' | 'isLive'> {
  readonly id: string
  readonly isAcknowledged: boolean
  /** A tile of the board lists alerts: the strip leaves it to that tile. */
  readonly isListed: boolean
}

/** A figure beyond its limit that no tile of the board shows. */
export interface FigureAlert extends StripAlertBase, Pick<Alert, 'value' | 'since'> {
  readonly kind: 'figure'
  readonly metric: Alert['rule']['metric']
  /** What it is about; undefined: the floor. */
  readonly name: string | undefined
}

/** Five9 sends no data: there is no figure beyond a limit. */
export interface SilenceAlert extends StripAlertBase {
  readonly kind: 'silence'
  /** The silent data source; undefined: all of them. */
  readonly name: string | undefined
}

/** An alert of the server that no tile of the board shows. */
export type StripAlert = FigureAlert | SilenceAlert

export interface ActiveAlerts {
  /** By urgency: critical before warn, then the oldest first. */
  readonly list: readonly Alert[]
  /** The worst level of each queue; a queue that is not in it has none. */
  readonly levels: ReadonlyMap<string, Level>
  /** By urgency. */
  readonly strip: readonly StripAlert[]
}

export interface AlertStore {
  /** The state that the next evaluation continues; undefined before the first one. */
  readonly state: () => EvaluationState | undefined
  /** Takes the result of an evaluation. Notifies the tiles whose alert changed, and the list if any did. */
  readonly evaluated: (
    result: Pick<BoardEvaluation, 'alerts' | 'levels'> & {
      readonly state?: EvaluationState
      readonly strip?: readonly StripAlert[]
    },
  ) => void
  /** The server's alerts, most urgent first: another list after each message. Undefined before the first. */
  readonly ofServer: () => readonly AlertOnScreen[] | undefined
  /** Takes the server's whole list, or what has changed in it. */
  readonly received: (message: AlertMessage) => void
  /** Ends all alerts: the tiles of another board may have the same keys. */
  readonly reset: () => void
  readonly alertOf: (key: string) => StoreApi<TileAlert>
  readonly active: StoreApi<ActiveAlerts>
}

const noAlert: TileAlert = { level: 'none', metric: undefined, since: undefined, isAcknowledged: undefined }
const noAlerts: ActiveAlerts = { list: [], levels: new Map(), strip: [] }

/** What is shown of alerts, as a text to compare. */
const textOf = ({ list, strip }: Pick<ActiveAlerts, 'list' | 'strip'>): string =>
  JSON.stringify([list, strip])

const tileAlert = ({ level, rule, since, isAcknowledged }: Alert): TileAlert => ({
  ...{ level, metric: rule.metric, since, isAcknowledged },
})

export function createAlertStore(): AlertStore {
  let state: EvaluationState | undefined
  let ofServer: readonly AlertOnScreen[] | undefined
  const tiles = new Map<string, StoreApi<TileAlert>>()
  const active = createStore<ActiveAlerts>()(() => noAlerts)

  function alertOf(key: string): StoreApi<TileAlert> {
    const known = tiles.get(key)
    if (known !== undefined) return known
    const created = createStore<TileAlert>()(() => noAlert)
    tiles.set(key, created)
    return created
  }

  function evaluated(result: Parameters<AlertStore['evaluated']>[0]): void {
    const { levels, alerts: list, strip = [] } = result
    state = result.state
    const byKey = new Map(list.map((alert) => [alert.key, alert]))
    for (const key of byKey.keys()) alertOf(key)
    for (const [key, store] of tiles) {
      const alert = byKey.get(key)
      const before = store.getState()
      const next = alert === undefined ? noAlert : tileAlert(alert)
      if (next !== before && JSON.stringify(next) !== JSON.stringify(before)) store.setState(next, true)
    }
    const shown = { list, levels, strip }
    if (textOf(shown) !== textOf(active.getState())) active.setState(shown)
  }

  function reset(): void {
    state = undefined
    for (const store of tiles.values()) store.setState(noAlert, true)
    active.setState(noAlerts)
  }

  function received(message: AlertMessage): void {
    if (message.type === 'alerts') ofServer = message.alerts
    // A page in a frame may begin between two changes: the whole list follows its snapshot.
    else if (ofServer !== undefined) ofServer = applyAlertChanges(ofServer, message)
  }

  return { state: () => state, ofServer: () => ofServer, received, evaluated, reset, alertOf, active }
}
