import { identityOf } from './alert-streams.ts'
import type { EvaluatedScope } from './evaluated-feed.ts'
import { seenAlertOf, SeenAlerts, type SeenAlert } from './seen-alerts.ts'

/** The part of a feed that carries the alerts from its owner to the other nodes. */
export interface AlertChannel {
  /** On the owner: sends JSON to the other nodes, where it replaces the one before. Elsewhere it does nothing. */
  readonly publish: (alerts: string) => void
  /** What the owner sent last; undefined on the owner. */
  readonly current: () => string | undefined
  readonly on: (listener: () => void) => () => void
}

/** Alerts that other nodes evaluate, and those that this node sends to them. */
export interface FollowedAlerts {
  readonly started: (scope: string, channel: AlertChannel) => void
  /** This node evaluates the feed from now on: what it sends first is sent in any case. */
  readonly owned: (scope: string) => void
  readonly stopped: (scope: string) => void
  /** `since` is a monotonic instant of this node. */
  readonly of: (scope: string) => readonly SeenAlert[]
  /** How many alerts of a rule other nodes evaluate. */
  readonly activeOf: (rule: string) => number
  /** Sends the alerts of a feed that this node evaluates, if they are others than before. */
  readonly publish: (evaluated: EvaluatedScope) => void
}

interface Followed {
  readonly channel: AlertChannel
  readonly stop: () => void
  text: string | undefined
  alerts: readonly SeenAlert[]
  /** By alert: `since` of this node. It stays the same while the measured offset of the clocks varies. */
  since: ReadonlyMap<string, number>
  published: string | undefined
}

function parse(text: string | undefined): readonly SeenAlert[] {
  if (text === undefined) return []
  try {
    return SeenAlerts.safeParse(JSON.parse(text)).data ?? []
  } catch {
    return []
  }
}

export function createFollowedAlerts(deps: {
  /** What to add to a monotonic instant of this node for one of the cluster's clock, now. */
  readonly offsetMs: () => number
  readonly onChanged: () => void
}): FollowedAlerts {
  const feeds = new Map<string, Followed>()

  function refresh(followed: Followed): void {
    const text = followed.channel.current()
    if (text === followed.text) return
    const read = parse(text)
    const since = new Map(
      read.map(({ alert }) => [alert.id, followed.since.get(alert.id) ?? alert.since - deps.offsetMs()]),
    )
    followed.text = text
    followed.since = since
    followed.alerts = read.map(({ alert, members }) => ({
      alert: { ...alert, since: since.get(alert.id) ?? alert.since },
      members,
    }))
  }

  return {
    started(scope, channel) {
      feeds.get(scope)?.stop()
      feeds.set(scope, {
        ...{ channel, text: undefined, alerts: [], since: new Map(), published: undefined },
        stop: channel.on(deps.onChanged),
      })
    },
    owned(scope) {
      const followed = feeds.get(scope)
      if (followed !== undefined) followed.published = undefined
    },
    stopped(scope) {
      feeds.get(scope)?.stop()
      feeds.delete(scope)
    },
    of(scope) {
      const followed = feeds.get(scope)
      if (followed === undefined) return []
      refresh(followed)
      return followed.alerts
    },
    activeOf(rule) {
      let count = 0
      for (const followed of feeds.values()) {
        refresh(followed)
        count += followed.alerts.filter(({ alert }) => alert.rule.id === rule).length
      }
      return count
    },
    publish(evaluated) {
      const followed = feeds.get(evaluated.scope)
      if (followed === undefined) return
      const at = evaluated.now()
      const seen = evaluated.live().flatMap((live) => seenAlertOf(live, at) ?? [])
      const identity = identityOf(seen.map(({ alert }) => alert))
      if (identity === followed.published) return
      followed.published = identity
      followed.channel.publish(JSON.stringify(seen))
    },
  }
}
