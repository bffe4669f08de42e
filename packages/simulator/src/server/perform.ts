import type { Action } from '../faults/actions.ts'
import type { Floor } from '../floor/index.ts'
import type { Simulator } from '../simulated-domain.ts'
import type { EventSource } from './event-source.ts'
import type { Sessions } from './sessions.ts'
import type { Sockets } from './sockets.ts'

/** The action names an unknown queue or agent. */
export class UnknownEntity extends Error {
  override name = 'UnknownEntity'
}

function mustBeKnown(isKnown: boolean, what: string, id: string): void {
  if (!isKnown) throw new UnknownEntity(`there is no ${what} with the id ${id}`)
}

/** Performs one action on a running domain. Throws UnknownEntity for an unknown id. */
export async function perform(
  action: Action,
  deps: {
    readonly simulator: Simulator
    readonly sessions: Sessions
    readonly floor: Floor
    readonly events: EventSource
    readonly sockets: Sockets
  },
): Promise<{ readonly id: string } | undefined> {
  const { simulator, sessions, floor, events, sockets } = deps
  switch (action.do) {
    case 'pause':
      simulator.pause()
      return undefined
    case 'resume':
      simulator.resume()
      return undefined
    case 'drop-sockets':
      simulator.dropSockets()
      return undefined
    case 'cut-mid-frame':
      simulator.cutMidFrame()
      return undefined
    case 'close-sockets':
      simulator.closeSockets(action.code, action.reason)
      return undefined
    case 'silence':
      simulator.silence(action.on)
      return undefined
    case 'hold-elsewhere':
      simulator.holdElsewhere()
      return undefined
    case 'expire-tokens':
      simulator.expireTokens()
      return undefined
    case 'force-in':
      sessions.signOut()
      sessions.holdElsewhere()
      return undefined
    case 'add-notice':
      return { id: sessions.addNotice() }
    case 'set-login-state':
      sessions.setLoginState(action.role, action.state)
      return undefined
    case 'migrate':
      await simulator.migrate(action.variant, action.stepMs)
      return undefined
    case 'storm':
      await simulator.storm(action.framesPerSecond, action.seconds)
      return undefined
    case 'oversized-frame':
      simulator.sendOversized(action.megabytes)
      return undefined
    case 'send-event':
      sockets.tell(events.plain(action.eventId, action.eventReason, action.payLoad), action.role)
      return undefined
    case 'add-queue':
      return { id: simulator.addQueue(action.name) }
    case 'rename-queue':
      mustBeKnown(simulator.renameQueue(action.id, action.name), 'queue', action.id)
      return undefined
    case 'remove-queue':
      mustBeKnown(simulator.removeQueue(action.id), 'queue', action.id)
      return undefined
    case 'add-agent':
      return { id: simulator.addAgent(action.name) }
    case 'rename-agent':
      mustBeKnown(simulator.renameAgent(action.id, action.name), 'agent', action.id)
      return undefined
    case 'remove-agent':
      mustBeKnown(simulator.removeAgent(action.id), 'agent', action.id)
      return undefined
    case 'set-permissions':
      simulator.setPermissions(action.names)
      return undefined
    case 'log-out-agent':
      mustBeKnown(floor.logOutAgent(action.id), 'agent', action.id)
      return undefined
  }
}
