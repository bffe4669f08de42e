import { Sent } from '../children/orders.ts'
import { small } from '../domains.ts'
import { startDisplayRig, type DisplayTemplate } from '../measure/display-rig.ts'
import { blockParts } from './block-parts.ts'
import { startDisplays } from '../measure/displays.ts'
import { evaluate, type Figure, ratioOf } from '../measure/paired.ts'

const framesPerSecond = 3
const [many, few] = [1_000, 10] as const

/** A product with this many paired displays, all connected. */
async function startWall(template: DisplayTemplate, displays: number) {
  const rig = await startDisplayRig(template, small, { displays, boards: Math.min(displays, 20) })
  const [server, clients] = await Promise.all([rig.startProbed(false), startDisplays(rig)])
  const { freshMs } = await clients.open(server.port, displays, 'fresh')
  if (freshMs === Infinity) throw new Error(`${displays} displays did not become fresh`)
  return {
    /** Resolves after a minute of a quiet feed: the longest times for which the event loop ran no timers. */
    async watch(seconds: number) {
      await server.begin()
      await rig.upstream.ask(
        { do: 'send', to: ['product'], framesPerSecond, frames: framesPerSecond * seconds },
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

/**
 * The longest stall of the event loop in a minute, which contains three runs of all periodic work, with many displays over
 * few: two products at the same time.
 */
export async function measureStall(template: DisplayTemplate, seconds: number): Promise<Figure[]> {
  const walls = await Promise.all([startWall(template, many), startWall(template, few)])
  const [ofMany, ofFew] = await Promise.all([walls[0].watch(seconds), walls[1].watch(seconds)])
  await Promise.all(walls.map((wall) => wall.stop()))
  const note = `${blockParts(ofMany)} against ${blockParts(ofFew)}`
  return [
    evaluate(
      {
        section: 'STALL',
        name: `longest stall of the event loop in ${seconds} s, ${many} displays`,
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
  ]
}
