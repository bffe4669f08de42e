import type { EvaluatedScope } from './evaluated-feed.ts'
import { SentAlert, type SeenAlert } from './seen-alerts.ts'

/** Alerts by id. One that has not changed is the same object as before. */
type AlertItems = ReadonlyMap<string, unknown>

/** The part of a feed that carries the alerts from its owner to the other nodes. */
export interface AlertChannel {
  /** On the owner: sends the other nodes those that are not the same objects as before. Elsewhere it does nothing. */
  readonly publish: (alerts: AlertItems) => void
  /** What the owner sent last; undefined on the owner. */
  readonly current: () => AlertItems | undefined
  readonly on: (listener: () => void) => () => void
}

/** Alerts that other nodes evaluate, and those that this node sends to them. */
export interface FollowedAlerts {
  readonly started: (scope: string, channel: AlertChannel) => void
  readonly stopped: (scope: string) => void
  /** `since` is a monotonic instant of this node. One that has not changed is the same object as before. */
  readonly of: (scope: string) => readonly SeenAlert[]
  /** How many alerts of a rule other nodes evaluate. */
  readonly activeOf: (rule: string) => number
  /** Sends the alerts of a feed that this node evaluates. Their `since` is a monotonic instant. */
  readonly publish: (
    evaluated: Pick<EvaluatedScope, 'scope' | 'offsetMs'>,
    alerts: readonly SeenAlert[],
  ) => void
}

interface Read {
  readonly item: unknown
  readonly seen: SeenAlert
}

interface Followed {
  readonly channel: AlertChannel
  readonly stop: () => void
  items: AlertItems | undefined
  read: ReadonlyMap<string, Read>
}

export function createFollowedAlerts(deps: {
  /** What to add to a monotonic instant of this node for one of the cluster's clock, now. */
  readonly offsetMs: () => number
  readonly onChanged: () => void
}): FollowedAlerts {
  const feeds = new Map<string, Followed>()
  /** By the alert of this node: what others were sent of it. */
  const sent = new WeakMap<SeenAlert, SeenAlert>()

  /** `since` of this node stays the same while the measured offset of the clocks varies. */
  function readItem(item: unknown, before: Read | undefined): Read | undefined {
    if (before?.item === item) return before
    const { data } = SentAlert.safeParse(item)
    if (data === undefined) return undefined
    const since = before?.seen.alert.since ?? data.alert.since - deps.offsetMs()
    return { item, seen: { members: data.members, alert: { ...data.alert, since } } }
  }

  function refresh(followed: Followed): readonly SeenAlert[] {
    const items = followed.channel.current()
    if (items !== followed.items) {
      const read = new Map<string, Read>()
      for (const [id, item] of items ?? []) {
        const one = readItem(item, followed.read.get(id))
        if (one !== undefined) read.set(id, one)
      }
      followed.items = items
      followed.read = read
    }
    return Array.from(followed.read.values(), ({ seen }) => seen)
  }

  function toSend(seen: SeenAlert, offsetMs: number): SeenAlert {
    const known = sent.get(seen)
    if (known !== undefined) return known
    const { alert, members } = seen
    const added = { members, alert: { ...alert, since: alert.since + offsetMs } }
    sent.set(seen, added)
    return added
  }

  return {
    started(scope, channel) {
      feeds.get(scope)?.stop()
      feeds.set(scope, { channel, items: undefined, read: new Map(), stop: channel.on(deps.onChanged) })
    },
    stopped(scope) {
      feeds.get(scope)?.stop()
      feeds.delete(scope)
    },
    of(scope) {
      const followed = feeds.get(scope)
      return followed === undefined ? [] : refresh(followed)
    },
    activeOf(rule) {
      const all = [...feeds.values()].flatMap(refresh)
      return all.filter(({ alert }) => alert.rule.id === rule).length
    },
    publish({ scope, offsetMs }, alerts) {
      const items = new Map(alerts.map((seen) => [seen.alert.id, toSend(seen, offsetMs())]))
      feeds.get(scope)?.channel.publish(items)
    },
  }
}
