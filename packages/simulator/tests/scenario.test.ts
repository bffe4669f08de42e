import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseArguments } from '../src/cli/arguments.ts'
import { runScenario } from '../src/server/scenario-runner.ts'
import { start } from './independent-client.ts'

describe('a scenario', () => {
  it('sets faults for a time and performs actions on time, and reports actions that failed', async () => {
    const simulator = await start()
    const failures: unknown[] = []
    const stop = runScenario(
      simulator,
      {
        steps: [
          { at: 0.05, faults: { numericStrings: true }, forSeconds: 0.1 },
          { at: 0.1, action: { do: 'add-queue', name: 'Sudden' } },
          { at: 0.1, action: { do: 'remove-queue', id: 'nobody' } },
        ],
      },
      (_step, error) => failures.push(String(error)),
    )
    await expect.poll(() => simulator.faults.current().numericStrings, { interval: 5 }).toBe(true)
    await expect.poll(() => simulator.truth().queues.map(({ name }) => name)).toContain('Sudden')
    await expect.poll(() => simulator.faults.current().numericStrings).toBe(false)
    await expect.poll(() => failures).toEqual([expect.stringMatching(/no queue with the id nobody/)])
    stop()
  })

  it('repeats until it is stopped', async () => {
    const simulator = await start()
    const count = () => simulator.truth().queues.filter(({ name }) => name === 'Again').length
    const stop = runScenario(
      simulator,
      { repeatAfter: 0.1, steps: [{ at: 0, action: { do: 'add-queue', name: 'Again' } }] },
      () => undefined,
    )
    await expect.poll(count).toBeGreaterThan(2)
    stop()
    const stopped = count()
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(count()).toBe(stopped)
  })

  it('is read from a file, and a refusal names the step that does not fit', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'scenario-'))
    try {
      const file = join(folder, 'bad-day.json')
      await writeFile(file, '{"steps":[{"at":1,"faults":{"silent":true}}]}')
      expect(parseArguments(['--scenario', file])).toMatchObject({ scenario: { steps: [{ at: 1 }] } })
      await writeFile(file, '{"steps":[{"at":1,"faults":{"loud":true}}]}')
      expect(parseArguments(['--scenario', file])).toMatchObject({
        kind: 'refused',
        message: expect.stringMatching(/bad-day\.json: steps\.0\.faults/) as string,
      })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
