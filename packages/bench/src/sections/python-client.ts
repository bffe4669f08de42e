import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createFeedStatistics } from '@wallboard/bff/feed-statistics'
import { createFloor } from '@wallboard/simulator'
import { z } from 'zod'
import { createFrames } from '../children/frames.ts'
import { benchProgram } from '../measure/child.ts'
import { cpuMs } from '../measure/cpu.ts'
import { large, type Domain } from '../domains.ts'
import { startAt } from '../measure/floor-frames.ts'
import { evaluate, measureGoals, type Figure, type Goal, ratioOf } from '../measure/paired.ts'

const frames = 64
/** Passes over all frames: enough that a collection of garbage, or a function compiled late, is a small part of them. */
const times = 8

/** Where Debian installs it; without it the interpreter of the path. */
const interpreters = ['/usr/bin/python3', 'python3']
const run = promisify(execFile)

async function interpreterHere(): Promise<string | undefined> {
  for (const path of interpreters) {
    const isHere = await run(path, ['--version']).then(
      () => true,
      () => false,
    )
    if (isHere) return path
  }
  return undefined
}

/** Full statistics, then the frames that all rows of the bench use. */
function eventsOf(domain: Domain): { readonly full: string; readonly changes: readonly string[] } {
  const floor = createFloor({ seed: 1, queues: domain.queues, agents: domain.agents, load: 1, startAt })
  const sources = Object.fromEntries(floor.rows())
  const payLoad = Object.entries(sources).map(([dataSource, data]) => ({ dataSource, data }))
  const frameOf = createFrames({ sources }, domain, 13)
  return {
    full: JSON.stringify({ context: { eventId: '5000', timeStamp: startAt }, payLoad }),
    changes: Array.from({ length: frames }, (_, at) => frameOf(1_000 + at, startAt + at)),
  }
}

const Event = z.object({ payLoad: z.unknown() })

type Receive = (text: string, isFull: boolean) => void

/** CPU ms for each frame. As in the reference, full statistics and a first pass over all frames are not measured. */
function msPerFrame({ full, changes }: ReturnType<typeof eventsOf>, receive: Receive): number {
  receive(full, true)
  for (const text of changes) receive(text, false)
  const started = cpuMs()
  for (let time = 0; time < times; time += 1) for (const text of changes) receive(text, false)
  return (cpuMs() - started) / times / changes.length
}

/** The product: parses, checks and folds. */
function productMs(events: ReturnType<typeof eventsOf>): number {
  const statistics = createFeedStatistics(() => undefined)
  let receivedAt = 0
  return msPerFrame(events, (text, isFull) => {
    receivedAt += 1_000
    const { payLoad } = Event.parse(JSON.parse(text))
    statistics.received({ isFull, payLoad, receivedAt, timeStamp: startAt + receivedAt })
  })
}

/** The floor: nothing but reading the text. */
const parseMs = (events: ReturnType<typeof eventsOf>): number =>
  msPerFrame(events, (text) => {
    JSON.parse(text)
  })

/** The Python client of the seed, reconstructed, over the product: CPU for each event. */
export async function measurePythonClient(repetitions: number, domain: Domain = large): Promise<Figure[]> {
  const goal: Goal = {
    section: 'PYTHON',
    name: `CPU per event of the seed's Python client, reconstructed, over the product: ${domain.name}`,
    unit: '×',
    bound: { is: 'at least', value: 5 },
  }
  const floor: Goal = {
    ...{ section: 'PYTHON', unit: '×', bound: null },
    name: `CPU per event of the product over JSON.parse of the same frames alone: ${domain.name}`,
  }
  const python = await interpreterHere()
  if (python === undefined) return [evaluate(goal, [NaN], 'not measured: python3 is not installed')]
  const events = eventsOf(domain)
  const directory = await mkdtemp(join(tmpdir(), 'wallboard-bench-'))
  const file = join(directory, 'events.jsonl')
  await writeFile(file, [events.full, ...events.changes].join('\n'))
  for (let time = 0; time < 2; time += 1) productMs(events) // a server runs for months
  const figures = await measureGoals({ ratio: goal, floor }, repetitions, async () => {
    const { stdout } = await run(python, [benchProgram('python-client.py'), file, String(times)])
    const [theirs, ours, parsed] = [Number(stdout), productMs(events), parseMs(events)]
    return {
      values: { ratio: ratioOf(theirs, ours), floor: ratioOf(ours, parsed) },
      note: `${theirs.toFixed(2)} against ${ours.toFixed(2)} ms; JSON.parse alone ${parsed.toFixed(2)} ms`,
    }
  })
  await rm(directory, { recursive: true, force: true })
  return figures
}
