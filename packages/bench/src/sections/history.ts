import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { openSqliteHistoryStore } from '@wallboard/bff/history-store'
import { readBand } from '@wallboard/bff/read-band'
import {
  compactSegments,
  datesOfWeekdayBefore,
  encodeLine,
  queueBucketOf,
  recordedState,
  unpackSegment,
  type Segment,
} from '@wallboard/history'
import { createStatistics, type Change } from '@wallboard/statistics'
import { large, small, type Domain } from '../domains.ts'
import { cpuMs } from '../measure/cpu.ts'
import { floorFrames, startAt, type FloorFrame } from '../measure/floor-frames.ts'
import { measureGoals, type Figure, ratioOf } from '../measure/paired.ts'
import {
  discardingStore,
  foldFrames,
  recordedSegments,
  recordFrames,
  type Recorded,
} from '../measure/recorded-frames.ts'

/*
 * History in one process: the recorder, compaction, seek and the normal band, each against the least that does the same
 * work. Bytes and CPU time, so that other processes of the machine do not count.
 */

const blockMs = 300_000
const dayMs = 86_400_000

/** The CPU time of work, in milliseconds. */
async function cpuOf<T>(work: () => T | Promise<T>): Promise<{ readonly ms: number; readonly result: T }> {
  const before = cpuMs()
  const result = await work()
  return { ms: cpuMs() - before, result }
}

const sourcesOf = (recorded: readonly Recorded[]) => [
  ...new Set(recorded.map(({ dataSource }) => dataSource)),
]

const ofSource = (recorded: readonly Recorded[], source: string): readonly Segment[] =>
  recorded.flatMap(({ dataSource, segment }) => (dataSource === source ? [segment] : []))

/** Without the last keyframe, with which the next block begins. */
function compactedOf(recorded: readonly Recorded[]): readonly Recorded[] {
  return sourcesOf(recorded).flatMap((dataSource) => {
    const [first, ...others] = ofSource(recorded, dataSource)
    const changes = others.filter(({ kind }) => kind === 'changes')
    const result = compactSegments(first === undefined ? [] : [first, ...changes])
    if (result.type === 'fault') throw new Error(result.fault)
    return result.segments.map((segment) => ({ dataSource, segment }))
  })
}

/** The lines with the names of fields in each row, whether the segment has them once or not. */
const textOf = (segment: Segment): string => changesIn(segment).map(encodeLine).join('\n')

const bytesOf = (recorded: readonly Recorded[]): number =>
  recorded.reduce((sum, { segment }) => sum + segment.body.length, 0)

const deflatedBytes = (recorded: readonly Recorded[]): number =>
  recorded.reduce((sum, { segment }) => sum + deflateRawSync(textOf(segment), { level: 6 }).length, 0)

function changesIn(segment: Segment) {
  const unpacked = unpackSegment(segment)
  if (unpacked.type === 'fault') throw new Error(unpacked.fault)
  return unpacked.changes
}

/** Reads the end of a block of all data sources, as a seek does. */
function seek(compacted: readonly Recorded[]): void {
  const sources = sourcesOf(compacted).map((dataSource) => {
    const [keyframe, ...changes] = ofSource(compacted, dataSource).map(changesIn)
    const [first] = keyframe ?? []
    if (first === undefined) throw new Error('a block has no keyframe')
    return { dataSource, keyframe: first, changes: changes.flat() }
  })
  recordedState(sources, startAt + 2 * blockMs)
}

interface PlainLine {
  readonly a?: Change['added']
  readonly u?: Change['updated']
  readonly r?: Change['removed']
}

/** The least that gives the same state from the same lines in memory. */
function parseAndApply(texts: ReadonlyMap<string, readonly string[]>): void {
  const statistics = createStatistics()
  for (const [dataSource, ofSourceTexts] of texts)
    for (const text of ofSourceTexts)
      for (const line of text.split('\n')) {
        const { a: added = [], u: updated = [], r: removed = [] } = JSON.parse(line) as PlainLine
        statistics.applyChanges([{ dataSource, added, updated, removed }])
      }
}

const ignore = () => undefined
/** Recordings before the first one that is measured: their code is compiled then. */
const warmUps = 5

/** The CPU time of a recording into files that are open. */
async function filesCpu(
  frames: readonly FloorFrame[],
  changes: ReturnType<typeof foldFrames>,
): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'wallboard-bench-'))
  const store = openSqliteHistoryStore(directory)
  const { ms } = await cpuOf(() => recordFrames(frames, changes, store))
  await store.close()
  await rm(directory, { recursive: true, force: true })
  return ms
}

const megabytesPerDay = (bytes: number, ms: number): string => ((bytes * dayMs) / ms / 1e6).toFixed(0)

/** The size of a day at the rate of the busiest hour: as it is written, and after compaction. */
async function sizeOf(domain: Domain, seconds: number): Promise<string> {
  const recorded = await recordedSegments(floorFrames(domain, seconds))
  const [hot, compacted] = [bytesOf(recorded), bytesOf(compactedOf(recorded))]
  const ms = seconds * 1_000
  return `${domain.name} ${megabytesPerDay(hot, ms)} MB a day, compacted ${megabytesPerDay(compacted, ms)} MB`
}

const bandDay = '2026-11-26'

/** A store with thirteen weeks of one queue on the weekday of `bandDay`. */
async function bandStore(directory: string) {
  const store = openSqliteHistoryStore(directory)
  const feed = await store.feedId({ org: '1', username: 'bench' })
  for (const date of [...datesOfWeekdayBefore(bandDay, 13)].reverse()) {
    const day = Date.parse(date)
    const minutes = Array.from({ length: 1_440 }, (_, minute) =>
      queueBucketOf(day + minute * 60_000, 60_000, (metric) => {
        const value = (minute * 7 + metric.length) % 13
        return { knownMs: 60_000, area: value * 60_000, max: value, min: value }
      }),
    )
    await store.writeFilling(
      feed,
      {
        segments: [],
        coverage: [],
        names: [],
        minutes: new Map([['1', minutes]]),
        calls: new Map([[day, 9]]),
      },
      {
        day: { startsAt: day, endsAt: day + dayMs, until: day + dayMs, updatedAt: 0 },
        dayRule: { timeZone: 'UTC', startMinute: 0 },
      },
    )
  }
  return { store, feed }
}

/** The CPU time of a band, over that of plain reads of the same rows by their keys. */
async function bandRatio({ store, feed }: Awaited<ReturnType<typeof bandStore>>): Promise<number> {
  const reads = 20
  const dates = datesOfWeekdayBefore(bandDay, 13)
  const request = {
    queues: ['1'],
    figure: 'callsInQueue',
    day: bandDay,
    dayRule: { timeZone: 'UTC', startMinute: 0 },
    holidays: [],
  } as const
  const started = cpuMs()
  for (let read = 0; read < reads; read += 1) await readBand(store, { org: '1', username: 'bench' }, request)
  const between = cpuMs()
  for (let read = 0; read < reads; read += 1)
    for (const subject of ['floor', '1']) await store.slots(feed, subject, dates)
  return ratioOf(between - started, cpuMs() - between)
}

/** History: bytes, CPU time of the recorder, of a seek, and of a band. */
export async function measureHistory(repetitions: number): Promise<Figure[]> {
  const section = 'HISTORY'
  const atMost = (value: number) => ({ is: 'at most', value }) as const
  const directory = await mkdtemp(join(tmpdir(), 'wallboard-bench-'))
  const frames = floorFrames(small, blockMs / 1_000)
  const recorded = await recordedSegments(frames)
  const compacted = compactedOf(recorded)
  const deflated = deflatedBytes(compacted)
  const texts = new Map(
    sourcesOf(compacted).map((source) => [source, ofSource(compacted, source).map(textOf)]),
  )
  const sizes = `${await sizeOf(small, 120)}; ${await sizeOf(large, 30)}`
  const band = await bandStore(directory)
  // A server runs for months.
  for (let time = 0; time < warmUps; time += 1)
    await recordFrames(frames, foldFrames(frames), discardingStore(ignore))
  const figures = await measureGoals(
    {
      bytes: {
        ...{ section, unit: '×', bound: atMost(0.9) },
        name: 'compacted bytes / deflate 6 of the same lines',
      },
      recorder: {
        ...{ section, unit: '×', bound: atMost(1) },
        name: "recorder CPU / the owner's parse and fold CPU",
      },
      files: {
        ...{ section, unit: '×', bound: null },
        name: "recorder CPU with its files / the owner's parse and fold CPU",
      },
      seek: { section, unit: '×', bound: atMost(1.5), name: 'seek CPU / parse and apply the same lines' },
      band: { section, unit: '×', bound: atMost(2), name: 'band CPU / reads of the same rows by key' },
    },
    repetitions,
    async () => {
      const cpu = { owner: 0, recorder: 0, files: 0 }
      for (let time = 0; time < 3; time += 1) {
        const folded = await cpuOf(() => foldFrames(frames))
        cpu.owner += folded.ms
        cpu.recorder += (await cpuOf(() => recordFrames(frames, folded.result, discardingStore(ignore)))).ms
        if (time === 0) cpu.files = 3 * (await filesCpu(frames, folded.result))
      }
      const times = 5
      const repeated = async (work: () => void) => {
        const { ms } = await cpuOf(() => {
          for (let time = 0; time < times; time += 1) work()
        })
        return ms
      }
      const sought = await repeated(() => {
        seek(compacted)
      })
      const applied = await repeated(() => {
        parseAndApply(texts)
      })
      return {
        values: {
          bytes: ratioOf(bytesOf(compacted), deflated),
          recorder: ratioOf(cpu.recorder, cpu.owner),
          files: ratioOf(cpu.files, cpu.owner),
          seek: ratioOf(sought, applied),
          band: await bandRatio(band),
        },
        note: `seek ${(sought / times).toFixed(0)} ms of CPU; ${sizes}`,
      }
    },
  )
  await band.store.close()
  await rm(directory, { recursive: true, force: true })
  return figures
}
