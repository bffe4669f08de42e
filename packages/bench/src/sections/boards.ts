import { setTimeout as pause } from 'node:timers/promises'
import { Sent } from '../children/orders.ts'
import { large } from '../domains.ts'
import { startDisplayRig, type DisplayRig, type DisplayTemplate } from '../measure/display-rig.ts'
import { startDisplays } from '../measure/displays.ts'
import { coreSharesText, measureSteadyCpu } from '../measure/feed-run.ts'
import { readMetric } from '../measure/metrics.ts'
import { measureGoals, type Figure, ratioOf } from '../measure/paired.ts'

const displays = 180
const framesPerSecond = 100
const steady = { leadInMs: 500, seconds: 1.5 }

/** A product whose displays show this many boards, with all displays connected and warm. */
async function startWall(rig: DisplayRig, boards: number) {
  const [server, clients] = await Promise.all([rig.startPlain(), startDisplays(rig)])
  let { freshMs } = await clients.open(server.port, displays, 'fresh')
  if (freshMs === Infinity) freshMs = (await clients.open(server.port, displays, 'fresh')).freshMs // a busy machine
  if (freshMs === Infinity) throw new Error(`${displays} displays with ${boards} boards did not become fresh`)
  const play = (rate: number, seconds: number) =>
    rig.upstream.ask({ do: 'send', to: ['product'], framesPerSecond: rate, frames: rate * seconds }, Sent)
  await play(100, 2) // compiles the hot code
  return {
    /**
     * The share of one core that the product uses in the steady part of a busy feed; NaN when it skipped flushes: then the
     * load client was too slow, and the CPU time says nothing.
     */
    async coreShare(): Promise<number> {
      const skipped = () => readMetric(server.url, 'wallboard_flushes_skipped_total')
      const skippedBefore = await skipped()
      const seconds = Math.ceil(steady.seconds + steady.leadInMs / 1_000)
      const [, { cpuMs, from, to }] = await Promise.all([
        play(framesPerSecond, seconds),
        measureSteadyCpu(server.child.pid, steady),
      ])
      const flushesSkipped = (await skipped()) - skippedBefore
      return flushesSkipped <= displays ? cpuMs / (to - from) : NaN // NaN too when they could not be read
    },
    async stop(): Promise<void> {
      await clients.stop()
      await server.child.stop()
      await rig.stop()
    },
  }
}

/**
 * The same number of displays with a board each over all with one board: two products at the same time, each with a
 * simulated Five9 that sends the same frames. Each display acknowledges its own positions.
 */
export async function measureBoards(
  template: DisplayTemplate,
  repetitions: number,
  turn: Promise<void>,
): Promise<Figure[]> {
  const startWallRig = (boards: number) => startDisplayRig(template, large, { displays, boards })
  const rigs = await Promise.all([startWallRig(displays), startWallRig(1)])
  await turn // what is measured before must not share the servers' core
  const [many, one] = await Promise.all([startWall(rigs[0], displays), startWall(rigs[1], 1)])
  await pause(500)
  const figures = await measureGoals(
    {
      ratio: {
        section: 'BOARDS',
        name: `CPU of ${displays} displays with a board each over one board for all: L, ${framesPerSecond} frames/s`,
        unit: '×',
        bound: { is: 'at most', value: 1.4 },
      },
    },
    repetitions,
    async () => {
      const [ofMany, ofOne] = await Promise.all([many.coreShare(), one.coreShare()])
      return {
        values: { ratio: ratioOf(ofMany, ofOne) },
        note: coreSharesText(ofMany, ofOne),
      }
    },
  )
  await Promise.all([many.stop(), one.stop()])
  return figures
}
