import type { Browser } from '@playwright/test'
import { wide } from '../domains.ts'
import { pairAgentsDisplay, pairDisplay } from '../measure/chromium.ts'
import { measureGoals, type Figure, ratioOf } from '../measure/paired.ts'
import { startRig } from '../measure/rig.ts'
import { directDom } from './direct-dom.ts'
import {
  closeAll,
  costOfUpdates,
  measureRounds,
  playUpdates,
  spaGoal,
  warmUpdates,
  type MeasuredPages,
} from './script-time.ts'

/** Walls with more tiles than one page has; the reference has those of the page that is drawn. */
const manyTiles = [60, 200] as const

/** The main-thread time per update of larger boards: many queues, and all agents. */
export async function measureLargeBoards(browser: Browser, repetitions: number): Promise<Figure[]> {
  const rig = await startRig(wide)
  const kinds: MeasuredPages[] = []
  const open = (page: MeasuredPages['pages'][number]) => kinds.push({ pages: [page], rig })
  for (const count of manyTiles) {
    open(await pairDisplay(browser, rig, undefined, count))
    open(await directDom(browser, rig, count))
  }
  open(await pairAgentsDisplay(browser, rig))
  await playUpdates(kinds, warmUpdates)
  const ofWall = (count: number) => spaGoal(`main thread per update over direct DOM, ${count} tiles`, '×')
  const figures = await measureGoals(
    {
      sixty: ofWall(manyTiles[0]),
      twoHundred: ofWall(manyTiles[1]),
      agents: spaGoal(`main thread per update of a board of ${rig.domain.agents} agents`, 'ms'),
    },
    repetitions,
    async () => {
      const costs = costOfUpdates(await measureRounds(kinds))
      const [sixty = NaN, directSixty = NaN, twoHundred = NaN, directTwoHundred = NaN, agents = NaN] =
        costs.map(({ task }) => task)
      const both = (product: number, direct: number) =>
        `${product.toFixed(1)} against ${direct.toFixed(1)} ms`
      return {
        values: {
          sixty: ratioOf(sixty, directSixty),
          twoHundred: ratioOf(twoHundred, directTwoHundred),
          agents,
        },
        note: `${both(sixty, directSixty)}; ${both(twoHundred, directTwoHundred)}`,
      }
    },
  )
  await closeAll(kinds)
  await rig.stop()
  return figures
}
