import type { SessionStatus } from '@wallboard/five9'
import { DataSource, type Five9Event } from '@wallboard/five9/events'
import type { Link, UnreadReason } from '@wallboard/relay'
import { chainBroken, initialConfirmation, type Confirmation } from './confirmation-state.ts'
import { linkReason } from './link-reason.ts'
import { maintenanceAfter, maintenanceAfterConnect } from './maintenance-state.ts'
import type { ListName } from './unread-state.ts'

/** The state of a feed's connection to Five9 as clients see it, and which data sources are confirmed. */
export interface FeedLink {
  readonly current: () => Link
  readonly isUp: () => boolean
  readonly statusChanged: (status: SessionStatus) => void
  /** Applies an event of Five9 about maintenance; other events change nothing. */
  readonly eventReceived: (event: Five9Event, receivedAt: number) => void
  /** Applies a transition to the confirmation of data sources. */
  readonly confirm: (transition: (state: Confirmation) => Confirmation) => void
  /** A list of names was read (`null`), or could not be read for a reason. */
  readonly listRead: (list: ListName, reason: UnreadReason | null) => void
}

/** A new estimate of the offset between Five9's clock and ours is published when it differs by more than this. */
const publishOffsetMs = 250

const confirmationFields = ({ confirmedAt, unconfirmed }: Confirmation) => ({
  confirmedAt,
  unconfirmed: Array.from(unconfirmed, ([dataSource, at]) => ({ dataSource, confirmedAt: at })),
})

export function createFeedLink(deps: {
  /** Monotonic milliseconds. */
  readonly now: () => number
  /** See `Link.domainOffsetMs`; undefined while it is unknown. */
  readonly domainOffsetMs: () => number | undefined
  readonly changed: (link: Link) => void
}): FeedLink {
  // Every board shows queues: until Five9 has sent them, other data sources do not make a board live.
  let confirmation: Confirmation = {
    ...initialConfirmation,
    unconfirmed: new Map([[DataSource.AcdStatus, null]]),
  }
  let link: Link = {
    state: 'connecting',
    since: deps.now(),
    reason: null,
    unreadLists: [],
    domainOffsetMs: 0,
    ...confirmationFields(confirmation),
  }

  /** True until the session is up again after it connected: it may be up repeatedly on one connection. */
  let isNewConnection = true
  /** When the connection was lost that is not up again: attempts that fail since then do not move it. */
  let lostSince: number | undefined

  function change(changed: Partial<Link>): void {
    link = { ...link, ...changed }
    deps.changed(link)
  }

  return {
    current: () => link,
    isUp: () => link.state === 'up',
    statusChanged({ state, reason }) {
      if (state !== 'up') confirmation = chainBroken(confirmation)
      if (state === 'connecting') isNewConnection = true
      if (state === 'up') lostSince = undefined
      const changedAt = state === link.state ? link.since : deps.now()
      const since = state === 'down' ? (lostSince ??= changedAt) : changedAt
      let { maintenance } = link
      if (state === 'up' && isNewConnection) {
        isNewConnection = false
        maintenance = maintenanceAfterConnect(maintenance, deps.now())
      }
      change({
        state,
        since,
        reason: linkReason(state, reason),
        ...confirmationFields(confirmation),
        maintenance,
      })
    },
    eventReceived(event, receivedAt) {
      const maintenance = maintenanceAfter(link.maintenance, event, receivedAt)
      if (maintenance !== link.maintenance) change({ maintenance })
    },
    /** Publishes a change of what is confirmed. The heartbeat carries a repeated confirmation of a confirmed source. */
    confirm(transition) {
      const before = confirmation
      confirmation = transition(before)
      const domainOffsetMs = deps.domainOffsetMs() ?? link.domainOffsetMs
      const hasChanged =
        before.unconfirmed !== confirmation.unconfirmed ||
        (before.confirmedAt === null) !== (confirmation.confirmedAt === null) ||
        Math.abs(domainOffsetMs - link.domainOffsetMs) > publishOffsetMs
      if (hasChanged) change({ ...confirmationFields(confirmation), domainOffsetMs })
      else link = { ...link, confirmedAt: confirmation.confirmedAt }
    },
    listRead(list, reason) {
      const otherLists = link.unreadLists.filter((unread) => unread.list !== list)
      change({ unreadLists: reason === null ? otherLists : [...otherLists, { list, reason }] })
    },
  }
}
