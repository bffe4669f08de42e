import { compareAlerts, type AlertOnScreen, type ViewSpec } from '@wallboard/relay'
import type { AlertAudience, AlertSource } from '../live/hub/alert-source.ts'
import { linkEntity } from './measure.ts'
import type { SeenAlert } from './seen-alerts.ts'
import type { ShownAlerts } from './shown-alerts.ts'
import type { Scopes } from './scopes.ts'
import { canSee } from './visibility.ts'

/** A list on a screen is far shorter; this bounds a message. */
const maxOnScreen = 500

/**
 * A display shows the thresholds of its board, rules about the queues and the floor of its view, and that Five9 sends no
 * data for what it shows. It never shows a person or a display: see docs/decisions/0035.
 */
function isForDisplay(
  { alert: { board, entity }, members }: SeenAlert,
  boardId: string,
  { queueIds, sources }: ViewSpec,
): boolean {
  if (board !== null) return board.id === boardId
  const holds = (id: string) => queueIds === 'all' || queueIds.includes(id)
  switch (entity.kind) {
    case 'queue':
      return holds(entity.id)
    case 'group':
      return members !== null && (members === 'all' ? queueIds === 'all' : members.every(holds))
    case 'floor':
      return true
    case 'link':
      return entity.id === linkEntity.id || sources.some((source) => source === entity.id)
    case 'agent':
    case 'campaign':
    case 'outbound-campaign':
    case 'display':
      return false
  }
}

/** The displays of one board share a view spec, which does not change: each flush looks up the list of each display. */
const viewKeys = new WeakMap<ViewSpec, string>()

function rememberViewKey(view: ViewSpec): string {
  const key = JSON.stringify([view.queueIds, view.sources])
  viewKeys.set(view, key)
  return key
}

const viewKeyOf = (view: ViewSpec): string => viewKeys.get(view) ?? rememberViewKey(view)

/** Whose lists are kept together. The key of a view is long: with a board behind it, it would be another text each time. */
const groupOf = (audience: AlertAudience, view: ViewSpec): string =>
  audience.kind === 'desk' ? 'desk' : viewKeyOf(view)
const nameOf = (audience: AlertAudience): string => (audience.kind === 'desk' ? '' : audience.boardId)

interface SentList {
  readonly audience: AlertAudience
  readonly view: ViewSpec
  readonly alerts: readonly AlertOnScreen[]
}

interface Listening {
  readonly listeners: Set<() => void>
  /** By view, then by board. */
  readonly lists: Map<string, Map<string, SentList>>
}

/** The alerts that the clients of each feed see. */
export interface AlertStreams {
  /** The alerts of a user's hub: those that the evaluator of the domain decided, as far as that user's feed holds them. */
  readonly of: (feed: string) => AlertSource
  /** The alerts of an evaluated feed changed, on this node or another. */
  readonly changed: () => void
}

const isSameList = (a: readonly AlertOnScreen[], b: readonly AlertOnScreen[]): boolean =>
  a.length === b.length && a.every((alert, index) => alert === b[index])

/** Lists that equal the former one are not sent again, though they were computed again. */
export function createAlertStreams(deps: {
  readonly scopes: () => Pick<Scopes, 'of' | 'seenBy'>
  readonly shown: Pick<ShownAlerts, 'of'>
  /** The alerts of a feed that another node evaluates. `since` is a monotonic instant of this node. */
  readonly followed: (scope: string) => readonly SeenAlert[]
}): AlertStreams {
  const feeds = new Map<string, Listening>()

  /** All alerts of the feed that a user sees alerts of; one that has not changed is the same object. */
  function alertsOf(feed: string, scope: string): readonly SeenAlert[] {
    const evaluated = deps.scopes().of(feed)?.evaluated
    return evaluated === undefined ? deps.followed(scope) : deps.shown.of(evaluated)
  }

  function compute(feed: string, audience: AlertAudience, view: ViewSpec): readonly AlertOnScreen[] {
    const seen = deps.scopes().seenBy(feed)
    if (seen === undefined) return []
    const sees = canSee(seen.own, seen.feed)
    return alertsOf(feed, seen.scope)
      .filter((one) => {
        if (audience.kind === 'board' && !isForDisplay(one, audience.boardId, view)) return false
        return sees({ entity: one.alert.entity, members: one.members })
      })
      .map(({ alert }) => alert)
      .sort(compareAlerts)
      .slice(0, maxOnScreen)
  }

  return {
    of(feed) {
      const known: Listening = feeds.get(feed) ?? { listeners: new Set(), lists: new Map() }
      feeds.set(feed, known)
      const { listeners, lists } = known
      return {
        alertsFor(audience, view) {
          const group = groupOf(audience, view)
          const ofGroup = lists.get(group) ?? new Map<string, SentList>()
          const found = ofGroup.get(nameOf(audience))
          if (found !== undefined) return found.alerts
          const alerts = compute(feed, audience, view)
          lists.set(group, ofGroup.set(nameOf(audience), { audience, view, alerts }))
          return alerts
        },
        on(listener) {
          listeners.add(listener)
          return () => {
            listeners.delete(listener)
            if (listeners.size === 0) feeds.delete(feed)
          }
        },
      }
    },
    changed() {
      for (const [feed, { listeners, lists }] of feeds) {
        let hasChanged = false
        for (const ofGroup of lists.values())
          for (const [name, { audience, view, alerts: before }] of ofGroup) {
            const alerts = compute(feed, audience, view)
            if (isSameList(before, alerts)) continue
            ofGroup.set(name, { audience, view, alerts })
            hasChanged = true
          }
        if (hasChanged) for (const listener of listeners) listener()
      }
    },
  }
}
