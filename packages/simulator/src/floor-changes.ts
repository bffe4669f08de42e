import { EventId } from '@wallboard/five9/identifiers'
import type { FaultSwitches } from './faults/fault-switches.ts'
import type { Floor } from './floor/index.ts'
import type { DomainFeed } from './server/domain-feed.ts'
import type { EventSource } from './server/event-source.ts'
import type { Simulator } from './simulated-domain.ts'

/** The changes of queues and agents that a test or demo makes: each one is announced to clients and sent as rows. */
export type FloorChanges = Pick<
  Simulator,
  'addQueue' | 'renameQueue' | 'removeQueue' | 'addAgent' | 'renameAgent' | 'removeAgent'
>

export function createFloorChanges(deps: {
  readonly floor: Floor
  readonly advance: () => void
  readonly faults: FaultSwitches
  readonly events: Pick<EventSource, 'plain'>
  readonly broadcast: (frame: string) => void
  readonly sendChanges: DomainFeed['sendChanges']
}): FloorChanges {
  const { floor, faults, events } = deps

  function announce(...eventIds: readonly EventId[]): void {
    deps.advance()
    const { silent, silentInvalidations } = faults.current()
    if (!silent && !silentInvalidations) {
      for (const eventId of eventIds) deps.broadcast(events.plain(eventId, 'UPDATED'))
    }
    deps.sendChanges(false)
  }
  const queuesChanged = () => {
    announce(EventId.EVENT_SKILLS_INVALIDATED)
  }
  const agentsChanged = () => {
    announce(EventId.EVENT_USERS_INVALIDATED, EventId.EVENT_AGENTS_INVALIDATED)
  }

  function changed(isKnown: boolean, announceChange: () => void): boolean {
    if (isKnown) announceChange()
    return isKnown
  }

  return {
    addQueue(name) {
      const id = floor.addQueue(name)
      queuesChanged()
      return id
    },
    renameQueue: (id, name) => changed(floor.renameQueue(id, name), queuesChanged),
    removeQueue: (id) => changed(floor.removeQueue(id), queuesChanged),
    addAgent(name) {
      const id = floor.addAgent(name)
      agentsChanged()
      return id
    },
    renameAgent: (id, name) => changed(floor.renameAgent(id, name), agentsChanged),
    removeAgent: (id) => changed(floor.removeAgent(id), agentsChanged),
  }
}
