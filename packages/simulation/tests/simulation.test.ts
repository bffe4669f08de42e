import { beforeAll, describe, expect, it } from 'vitest'
import { buildSimulation } from '../src/tool/build.ts'
import { playSeeds, playSideBySide } from '../src/tool/play-seeds.ts'

const seeds = 1_000
let bundle = ''

beforeAll(async () => {
  bundle = await buildSimulation()
}, 60_000)

describe('the simulation', () => {
  it(`keeps every invariant in ${seeds} worlds`, async () => {
    const { ok, output } = await playSideBySide(bundle, 1, seeds, 2)
    expect(ok, output).toBe(true)
  }, 600_000)

  it('[I12] gives the same trace for the same seed', async () => {
    const first = await playSeeds(bundle, ['--seeds', '30', '--twice'])
    expect(first.ok, first.output).toBe(true)
    const [one, other] = await Promise.all(
      [bundle, bundle].map((each) => playSeeds(each, ['--seeds', '10', '--hashes'])),
    )
    expect(one?.output).toMatch(/seed 10: [0-9a-f]+/)
    expect(one?.output.match(/seed .*/g)).toEqual(other?.output.match(/seed .*/g))
  }, 120_000)
})
