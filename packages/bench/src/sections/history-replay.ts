import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { boardSources } from '@wallboard/boards'
import { openSqliteHistoryStore, type HistoryStore } from '@wallboard/bff/history-store'
import { readMoment } from '@wallboard/bff/read-moment'
import { readSteps } from '@wallboard/bff/read-steps'
import { createReplayStream } from '@wallboard/bff/replay-stream'
import { noDirectory } from '@wallboard/relay'
import { large } from '../domains.ts'
import { cpuMs } from '../measure/cpu.ts'
import { startAt } from '../measure/floor-frames.ts'
import { InvalidRepetition, measureGoals, type Figure } from '../measure/paired.ts'
import { feedName } from '../measure/recorded-frames.ts'
import { recordFloor } from '../measure/recorded-store.ts'

type ReplaySource = Parameters<typeof createReplayStream>[0]['source']

const speed = 100
/** What is recorded: one part of a replay at this speed, and some more. */
const recordedSeconds = 300
/** The first frame has arrived by then. */
const replayedFrom = startAt + 1_000
/** The replay sends this many steps a second. */
const tickMs = 250

/** What a thread sends to another one is copied. */
const copied = <T>(value: T): T => deserialize(serialize(value)) as T

function sourceOf(store: HistoryStore, dataSources: readonly string[]): ReplaySource {
  const names = { queues: [], directory: noDirectory, domainOffsetMs: 0 }
  return {
    async start(at) {
      const reply = await readMoment(store, feedName, dataSources, at, () => undefined)
      if (reply.type === 'nothing') throw new Error('nothing was recorded')
      const { rows, sources } = copied(reply.moment)
      const coverage = sources.map(({ dataSource, coverage: span }) => ({
        dataSource,
        spans: span === null ? [] : [span],
      }))
      return { ok: true, start: { rows, coverage, names } }
    },
    steps: async (range) => copied(await readSteps(store, feedName, dataSources, range)),
  }
}

/** The CPU time of a replay from one end of the recording to the other, over the time that it takes. */
async function replayShare(
  source: ReplaySource,
): Promise<{ readonly share: number; readonly steps: number }> {
  let now = 0
  let steps = 0
  const stream = createReplayStream({
    ...{ id: 'bench', source, monotonic: () => now },
    onFailed(error) {
      throw error
    },
  })
  stream.on((notice) => {
    if (notice.type === 'changes') steps += 1
  })
  await stream.restart(replayedFrom, speed)
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  const before = cpuMs()
  const end = startAt + (recordedSeconds - 2) * 1_000
  while (stream.asOf() + speed * tickMs <= end && now < 60_000) {
    now += tickMs
    stream.tick()
    await settled() // what was read ahead arrives
    await settled()
  }
  if (steps === 0) throw new InvalidRepetition('a replay sent no changes')
  return { share: (cpuMs() - before) / now, steps }
}

/** A replay of the large domain at 100 times its speed: reading, the copy between threads, folding. */
export async function measureHistoryReplay(repetitions: number): Promise<Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'wallboard-bench-'))
  const store = openSqliteHistoryStore(directory)
  const [all, ofBoards] = [
    sourceOf(store, await recordFloor(store, large, recordedSeconds)),
    sourceOf(store, boardSources),
  ]
  const name = `replay at ${speed} times its speed, of one core: ${large.name}`
  const figures = await measureGoals(
    {
      all: {
        ...{ section: 'HISTORY', unit: '%', bound: { is: 'at most', value: 25 } },
        name: `${name}, all data sources`,
      },
      ofBoards: {
        ...{ section: 'HISTORY', unit: '%', bound: null },
        name: `${name}, the data sources of boards`,
      },
    },
    repetitions,
    async () => {
      const [ofAll, ofBoard] = [await replayShare(all), await replayShare(ofBoards)]
      return {
        values: { all: 100 * ofAll.share, ofBoards: 100 * ofBoard.share },
        note: `${ofAll.steps} steps with changes`,
      }
    },
  )
  await store.close()
  await rm(directory, { recursive: true, force: true })
  return figures
}
