import { migrationScripts, type MigrationStep, type MigrationVariant } from '../faults/migration-script.ts'
import type { EventSource } from './event-source.ts'
import type { Hosts } from './hosts.ts'
import type { Sessions } from './sessions.ts'
import type { Sockets } from './sockets.ts'

export interface Migration {
  /** Plays the script with `stepMs` between its steps. Resolves after the last one. */
  readonly play: (variant: MigrationVariant, stepMs: number) => Promise<void>
  readonly stop: () => void
}

export function createMigration(deps: {
  readonly hosts: Hosts
  readonly sessions: Sessions
  readonly sockets: () => Sockets
  readonly events: EventSource
}): Migration {
  const { hosts, sessions, events } = deps
  const timers = new Set<NodeJS.Timeout>()

  /** Does not resolve when the simulator is closed first: the rest of the script is dropped. */
  const after = (ms: number, action: () => void) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        timers.delete(timer)
        action()
        resolve()
      }, ms)
      timers.add(timer)
    })

  function perform(step: MigrationStep, startsInMs: number): void {
    if (step.kind === 'move') {
      const left = hosts.active()
      hosts.switchOver()
      deps.sockets().strand(left)
      sessions.moved()
      return
    }
    const { payLoad, eventId, eventReason, isAddressed } = step
    let body: unknown = payLoad
    if (typeof payLoad === 'object' && payLoad !== null)
      body = payLoad.is === 'metadata' ? hosts.metadata() : startsInMs
    const write = isAddressed ? events.addressed : events.plain
    deps.sockets().tell(write(eventId, eventReason, body))
  }

  return {
    async play(variant, stepMs) {
      let waitMs = 0
      for (const group of migrationScripts[variant]) {
        await after(waitMs, () => {
          for (const step of group) perform(step, stepMs)
        })
        waitMs = stepMs
      }
    },
    stop() {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}
