import { small } from '../domains.ts'
import { startDisplayRig, type DisplayRig, type DisplayTemplate } from '../measure/display-rig.ts'
import { startDisplays, type Displays } from '../measure/displays.ts'
import { measureGoals, type Figure, ratioOf } from '../measure/paired.ts'
import { cpuMsOf } from '../measure/processes.ts'
import { startReference } from '../measure/rig.ts'
import { blockParts } from './block-parts.ts'

const displays = 1_000
const boards = 20

/** As many bare handshakes, at once, with a server that has just started too. */
async function measureBare(clients: Displays): Promise<number> {
  const server = await startReference('handshakes', '')
  const opened = await clients.open(server.port, displays, 'connected')
  await clients.close()
  await server.child.stop()
  return opened.connectedMs
}

async function measureRestart(clients: Displays, rig: DisplayRig) {
  const startedAt = performance.now()
  const server = await rig.startProbed(true)
  const startMs = performance.now() - startedAt
  await server.begin()
  const { pid } = server.child
  const cpuBefore = await cpuMsOf(pid)
  const opened = await clients.open(server.port, displays, 'fresh')
  const cpuMs = (await cpuMsOf(pid)) - cpuBefore
  const load = await server.load()
  await clients.close()
  await server.child.terminate()
  return { ...opened, ...load, cpuMs, startMs }
}

/**
 * All paired displays reconnect at the same moment to a server that has just started: no waves, no warm-up. The server
 * meanwhile signs in to Five9 and receives full statistics.
 */
export async function measureDisplayStorm(template: DisplayTemplate, repetitions: number): Promise<Figure[]> {
  const rig = await startDisplayRig(template, small, { displays, boards })
  const clients = await startDisplays(rig)
  await measureBare(clients) // the client's first storm also compiles the client
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
      start: {
        section: 'START',
        name: `cold start: from the start of the process until it listens, ${displays} paired displays`,
        unit: 's',
        bound: null,
      },
    },
    repetitions,
    async () => {
      const bareMs = await measureBare(clients)
      const storm = await measureRestart(clients, rig)
      return {
        values: {
          ratio: ratioOf(storm.shownMs, bareMs),
          blocked: storm.blockedMs,
          busy: storm.busyMs,
          fresh: storm.freshMs / 1_000,
          reads: Number.isFinite(storm.shownMs) ? storm.displayReads / displays : NaN,
          start: storm.startMs / 1_000,
        },
        note:
          `${storm.shownMs.toFixed(0)} against ${bareMs.toFixed(0)} ms; ${storm.cpuMs.toFixed(0)} ms CPU; ` +
          `longest block ${blockParts(storm)}; ${storm.otherReads} other reads; ${storm.reconnects} reconnects`,
      }
    },
  )
  await clients.stop()
  await rig.stop()
  return figures
}
