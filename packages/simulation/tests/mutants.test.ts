import { describe, expect, it } from 'vitest'
import { buildSimulation } from '../src/tool/build.ts'
import { mutants } from '../src/tool/mutants.ts'
import { playSeeds } from '../src/tool/play-seeds.ts'
import { lastFoundBy } from './last-found-by.ts'

const seeds = 200
const caught = /^caught by seed \d+: I\d+/

describe('the simulation finds a defect', () => {
  it.concurrent.each(mutants)(
    '$name',
    async (mutant) => {
      const bundle = await buildSimulation(mutant)
      const hunt = async (from: number, count: number) =>
        (await playSeeds(bundle, ['--from', String(from), '--seeds', String(count), '--hunt'])).output
      const first = lastFoundBy[mutant.name] ?? 1
      if (caught.test(await hunt(first, 1))) return
      const output = await hunt(1, seeds)
      expect(output, `not found within ${seeds} seeds`).toMatch(caught)
      const [found = ''] = output.split(':', 1)
      process.stdout.write(
        `"${mutant.name}": ${found}, not by seed ${first}: change tests/last-found-by.ts\n`,
      )
    },
    300_000,
  )
})
