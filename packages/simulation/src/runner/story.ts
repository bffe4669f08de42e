import { describeFault, type Fault } from '../faults/fault.ts'
import type { Process } from '../runtime/process.ts'
import type { World } from '../world.ts'

/** Prints what happens in a world, to find the cause of a violation. */
export function createStory(world: World, print: (line: string) => void) {
  const { now } = world.runtime
  const start = now()
  const printed = new Map<string, string>()
  const at = () => `${((now() - start) / 1_000).toFixed(3)} s`

  function change(who: string, state: string): void {
    if (printed.get(who) === state) return
    printed.set(who, state)
    print(`${at()} ${who}: ${state}`)
  }

  world.onLog = (event, detail) => {
    print(`${at()} server logs ${event} ${JSON.stringify(detail)}`)
  }

  return {
    fault(fault: Fault) {
      print(`${at()} FAULT ${describeFault(fault)}`)
    },
    look(process: Process | undefined) {
      const running = world.server()
      if (running !== undefined && process === running.process) {
        const { state, unconfirmed, reason } = running.server.feed.link()
        const old = unconfirmed.map(({ dataSource }) => dataSource).join(' ')
        change(
          'server',
          `link ${state}, unconfirmed ${old === '' ? 'nothing' : old}, ${reason === null ? 'no reason' : reason.code}`,
        )
        return
      }
      for (const screen of world.screens) {
        const page = screen.page()
        if (page.process !== process) continue
        const { freshness, problem } = page.statistics.status.getState()
        change(
          `screen ${screen.index}`,
          `${freshness}, ${problem}, old ${page.statistics.oldSources.getState().names.join(' ')}`,
        )
      }
    },
  }
}
