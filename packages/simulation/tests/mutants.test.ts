import { describe, expect, it } from 'vitest'
import { buildSimulation } from '../src/tool/build.ts'
import { mutants } from '../src/tool/mutants.ts'
import { playSeeds } from '../src/tool/play-seeds.ts'

const seeds = 200

describe('the simulation finds a defect', () => {
  it.concurrent.each(mutants)(
    '$name',
    async (mutant) => {
      const bundle = await buildSimulation(mutant)
      const { output } = await playSeeds(bundle, ['--seeds', String(seeds), '--hunt'])
      expect(output, `not found within ${seeds} seeds`).toMatch(/^caught by seed \d+: I\d+/)
    },
    300_000,
  )
})
