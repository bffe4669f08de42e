import { Sent } from '../children/orders.ts'
import { small } from '../domains.ts'
import { startDisplayRig, type DisplayTemplate } from '../measure/display-rig.ts'
import { startDisplays } from '../measure/displays.ts'
import { evaluate, type Figure, ratioOf } from '../measure/paired.ts'

const framesPerSecond = 3
const [many, few] = [1_000, 10] as const

/** A product with so many paired displays, all connected. */
async function startWall(template: DisplayTemplate, displays: number) {
  const rig = await startDisplayRig(template, small, { displays, boards: Math.min(displays, 20) })
  const [server, clients] = await Promise.all([rig.startProbed(), startDisplays(rig)])
  const { freshMs } = await clients.open(server.port, displays, 'fresh')
  if (freshMs === Infinity) throw new Error(`${displays} displays did not become fresh`)
  return {
    /** Resolves after a minute of a quiet feed: the longest times for which the event loop ran no timers. */
    async watch(seconds: number) {
      await server.begin()
      await rig.upstream.ask(
        { do: 'send', to: 'product', framesPerSecond, frames: framesPerSecond * seconds },
        Sent,
      )
      return server.load()
    },
    async stop(): Promise<void> {
      await clients.stop()
      await server.child.stop()
      await rig.stop()
    },
  }
}

/** What else is measured in the same time. */
interface Meanwhile {
  /** How long the event loops are watched. */
  readonly seconds: number
  /** May use all cores: ends before the event loops are watched. */
  readonly whileStarting: () => Promise<readonly Figure[]>
  /** Needs no core of the products. */
  readonly whileWatching: () => Promise<readonly Figure[]>
}

/** Two products at the same time, with many displays and with few. */
async function watchWalls(template: DisplayTemplate, { seconds, whileStarting }: Meanwhile) {
  const [others, ...walls] = await Promise.all([
    whileStarting(),
    startWall(template, many),
    startWall(template, few),
  ])
  const loads = await Promise.all([walls[0].watch(seconds), walls[1].watch(seconds)])
  for (const wall of walls) await wall.stop()
  return { loads, others }
}

/**
 * The longest stall of the event loop in a minute, which contains three runs of all periodic work, with many displays over
 * few: two products at the same time.
 */
export async function measureStall(template: DisplayTemplate, meanwhile: Meanwhile): Promise<Figure[]> {
  const [{ loads, others }, ofProcess] = await Promise.all([
    watchWalls(template, meanwhile),
    meanwhile.whileWatching(),
  ])
  const [ofMany, ofFew] = loads
  const note =
    `${ofMany.blockedMs.toFixed(1)} against ${ofFew.blockedMs.toFixed(1)} ms, ` +
    `of which CPU ${ofMany.busyMs.toFixed(1)} against ${ofFew.busyMs.toFixed(1)} ms`
  return [
    evaluate(
      {
        section: 'STALL',
        name: `longest stall of the event loop in ${meanwhile.seconds} s, ${many} displays`,
        unit: 'ms',
        bound: { is: 'at most', value: 50 },
      },
      [ofMany.blockedMs],
      note,
    ),
    evaluate(
      {
        section: 'STALL',
        name: `the same over ${few} displays`,
        unit: '×',
        bound: { is: 'at most', value: 1.5 },
      },
      [ratioOf(ofMany.blockedMs, ofFew.blockedMs)],
      note,
    ),
    ...others,
    ...ofProcess,
  ]
}
