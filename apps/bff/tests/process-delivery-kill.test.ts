import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { builtProgram } from '../../../.scripts/built-programs.js'
import { startReceiver, status } from '../src/delivery/delivery-fixture.ts'
import { temporaryDirectory } from './clean-up.ts'

/** `KILLS=50 npm run faults` kills as often. */
const kills = Number(process.env.KILLS ?? 4)

/** Runs the writer until it has committed some notices, and kills it; with `drain` until it ends. */
async function run(program: string, args: readonly string[], killAfter: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const printed: string[] = []
  let committed = 0
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => {
    printed.push(line)
    if (line.startsWith('+') && (committed += 1) === killAfter) child.kill('SIGKILL')
  })
  await Promise.all([ended, once(lines, 'close')])
  return printed
}

it('delivers every committed notice after SIGKILL between its commit and its delivery, always with its own id', async () => {
  const receiver = await startReceiver(status(200))
  const dataDir = await temporaryDirectory()
  const program = await builtProgram('tests/delivery-writer.ts')
  const committed = new Set<string>()
  const requested = new Set<string>()
  for (let kill = 0; kill < kills; kill += 1)
    for (const line of await run(program, [dataDir, receiver.url, `k${kill}`], 1 + (kill % 5))) {
      requested.add(line.slice(1))
      if (line.startsWith('+')) committed.add(line.slice(1))
    }
  await run(program, [dataDir, receiver.url, 'drain'], 0)
  const ids = receiver.received.map(({ headers }) => String(headers['webhook-id']).replace('msg_', ''))
  expect([...committed].filter((id) => !ids.includes(id))).toEqual([])
  expect(ids.filter((id) => !requested.has(id))).toEqual([])
  const bodies = new Set(
    receiver.received.map(({ headers, body }) => `${String(headers['webhook-id'])} ${body}`),
  )
  expect(bodies.size).toBe(new Set(ids).size)
  // First arrivals are in the order of the commits.
  expect([...new Set(ids)].filter((id) => committed.has(id))).toEqual([...committed])
  process.stdout.write(`${kills} kills of a delivery: ${committed.size} notices, ${ids.length} requests\n`)
}, 600_000)
