import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { builtProgram } from '../../../.scripts/built-programs.js'
import { linesOf, startProcess } from './child-process.ts'
import { temporaryDirectory } from './clean-up.ts'

/** `HISTORY_KILLS=200 npm run faults` kills as often as that; otherwise a slow machine kills less often. */
const isLong = process.env.HISTORY_KILLS !== undefined
const maxKills = Number(process.env.HISTORY_KILLS ?? 20)
const killForMs = 15_000

/** What the writing program finds when it starts. */
const Found = z.object({
  last: z.int(),
  missing: z.array(z.int()),
  calls: z.number().nullable(),
  coveredTo: z.number(),
  isPartitioned: z.boolean(),
  isGood: z.boolean(),
})

/** Runs the writing program until it has acknowledged some batches, and kills it while it writes the next. */
async function killWriter(directory: string, batches: number) {
  const program = await builtProgram('tests/history-writer-program.ts')
  const { child, ended } = startProcess([program, directory], { stdio: ['ignore', 'pipe', 'inherit'] })
  const written: string[] = []
  const lines = linesOf(child)
  lines.on('line', (line) => {
    written.push(line)
    if (written.length === batches + 1) child.kill('SIGKILL')
  })
  await Promise.all([ended, once(lines, 'close')])
  expect(child.signalCode).toBe('SIGKILL')
  const [found = '', ...acknowledged] = written
  return { found: Found.parse(JSON.parse(found)), acknowledged: acknowledged.map(Number) }
}

describe('[H4] SIGKILL of the program that writes history', { timeout: 600_000 }, () => {
  it('[H4] loses no acknowledged batch and damages no file', async () => {
    const directory = await temporaryDirectory()
    let acknowledged = 0
    let kills = 0
    const startedAt = performance.now()
    while (kills < maxKills && (isLong || performance.now() - startedAt < killForMs)) {
      const killed = await killWriter(directory, 1 + (kills % 5))
      const { last, ...found } = killed.found
      expect(last).toBeGreaterThanOrEqual(acknowledged)
      expect(found).toMatchObject({ missing: [], isPartitioned: true, isGood: true })
      expect(found.calls ?? 0).toBeGreaterThanOrEqual(acknowledged)
      acknowledged = Math.max(acknowledged, ...killed.acknowledged)
      kills += 1
    }
    process.stdout.write(`H4: ${kills} kills of a program that writes history, ${acknowledged} batches\n`)
    expect(acknowledged).toBeGreaterThanOrEqual(kills)
  })
})
