import { beforeAll, describe, expect, it } from 'vitest'
import { buildSimulation } from '../src/tool/build.ts'
import { playSeeds } from '../src/tool/play-seeds.ts'

/** Whole days, as `npm run faults` plays them. Otherwise two hours with more faults in each are enough. */
const days = Number(process.env['RECORDED_DAYS'] ?? 0)
const dayMs = 24 * 60 * 60_000

let bundle = ''
beforeAll(async () => {
  bundle = await buildSimulation(undefined, 'play-days')
}, 60_000)

describe('a recording under faults', () => {
  it(
    '[H1] [H2] [H7] holds what the feed held, covers each instant once, and has the minutes of its rows',
    async () => {
      const length = days > 0 ? ['--seeds', String(days)] : ['--hours', '2', '--faults-per-hour', '12']
      const { ok, output } = await playSeeds(bundle, length)
      expect(ok, output).toBe(true)
      // Not an empty recording, in which nothing could be wrong.
      expect(output).toMatch(/\d{3,} states and \d{3,} minutes compared/)
    },
    days > 0 ? days * dayMs : 120_000,
  )
})
