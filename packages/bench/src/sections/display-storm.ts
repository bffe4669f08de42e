import type { Browser } from '@playwright/test'
import { DisplaysOpened, type DisplaysOrder } from '../children/orders.ts'
import { small } from '../domains.ts'
import { benchProgram, startChild, type Child } from '../measure/child.ts'
import { startDisplayRig, type DisplayRig } from '../measure/display-rig.ts'
import { measureGoals, type Figure } from '../measure/paired.ts'
import { cpuMsOf } from '../measure/processes.ts'
import { startReference } from '../measure/rig.ts'

const displays = 1_000
const boards = 20

async function startDisplays(): Promise<Child> {
  const { child } = await startChild(
    { name: 'the displays', path: benchProgram('displays.ts'), isMeasured: false },
    '',
    DisplaysOpened,
  )
  return child
}

const ask = (child: Child, order: DisplaysOrder) => child.ask(order, DisplaysOpened)

/** As many bare handshakes, at once, with a server that has just started too. */
async function measureBare(clients: Child, { targets, report }: DisplayRig): Promise<number> {
  const server = await startReference('handshakes', '')
  const { port } = server
  const opened = await ask(clients, {
    do: 'open',
    port,
    count: displays,
    targets,
    report,
    until: 'connected',
  })
  await ask(clients, { do: 'close' })
  await server.child.stop()
  return opened.connectedMs
}

async function measureRestart(clients: Child, rig: DisplayRig) {
  const { targets, report } = rig
  const server = await rig.startServer()
  await server.begin()
  const { pid } = server.child
  const cpuBefore = await cpuMsOf(pid)
  const opened = await ask(clients, {
    ...{ do: 'open', port: server.port, count: displays, targets, report },
    until: 'fresh',
  })
  const cpuMs = (await cpuMsOf(pid)) - cpuBefore
  const load = await server.load()
  await ask(clients, { do: 'close' })
  await server.child.terminate()
  return { ...opened, ...load, cpuMs }
}

/**
 * All paired displays reconnect at the same moment to a server that has just started: no waves, no warm-up. The server
 * meanwhile signs in to Five9 and receives full statistics.
 */
export async function measureDisplayStorm(browser: Browser, repetitions: number): Promise<Figure[]> {
  const rig = await startDisplayRig(browser, small, { displays, boards })
  const clients = await startDisplays()
  await measureBare(clients, rig) // the client's first storm also compiles the client
  const figures = await measureGoals(
    {
      ratio: {
        section: 'STORM',
        name: `${displays} paired displays after a server restart, over bare handshakes`,
        unit: '×',
        bound: null,
      },
      blocked: {
        section: 'STORM',
        name: 'longest block of the event loop meanwhile',
        unit: 'ms',
        bound: { is: 'at most', value: 50 },
      },
      busy: {
        section: 'STORM',
        name: 'of which CPU time of its thread, at most',
        unit: 'ms',
        bound: { is: 'at most', value: 50 },
      },
      fresh: {
        section: 'STORM',
        name: 'time until all of these displays show confirmed figures',
        unit: 's',
        bound: { is: 'at most', value: 5 },
      },
      reads: {
        section: 'STORM',
        name: 'reads of the display table per display',
        unit: 'reads',
        bound: { is: 'at most', value: 1 },
      },
    },
    repetitions,
    async () => {
      const bareMs = await measureBare(clients, rig)
      const storm = await measureRestart(clients, rig)
      return {
        values: {
          ratio: storm.shownMs / bareMs,
          blocked: storm.blockedMs,
          busy: storm.busyMs,
          fresh: storm.freshMs / 1_000,
          reads: storm.displayReads / displays,
        },
        note:
          `${storm.shownMs.toFixed(0)} against ${bareMs.toFixed(0)} ms; ${storm.cpuMs.toFixed(0)} ms CPU; ` +
          `${storm.otherReads} other reads; ${storm.reconnects} reconnects`,
      }
    },
  )
  await clients.stop()
  await rig.stop()
  return figures
}
