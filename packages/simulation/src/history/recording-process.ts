import { createRecorder } from '../../../../apps/bff/src/history/recording/recorder.ts'
import {
  createHistoryWriter,
  type HistoryWriter,
} from '../../../../apps/bff/src/history/recording/history-writer.ts'
import {
  WriterMessage,
  type WriterReport,
} from '../../../../apps/bff/src/history/recording/writer-message.ts'
import { systemClocks } from '../../../../apps/bff/src/app/clocks.ts'
import type { HistoryStore } from '../../../../apps/bff/src/history/store/history-store.ts'
import { openHistory } from '../../../../apps/bff/src/history/store/open-history.ts'
import { StorageError } from '../../../../apps/bff/src/storage/storage-error.ts'
import type { Process } from '../runtime/process.ts'
import type { Random } from '../runtime/random.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { agentSource, queueSource } from '../five9/rows.ts'
import { org, username } from '../server/names.ts'
import type { Server } from '../server/server.ts'
import type { LiveRecord } from './live-record.ts'

/** Faults of the thread that writes history. They outlive the processes of the server. */
export interface RecordingFaults {
  /** This many of the next writes fail. */
  failingWrites: number
  /** True time until which the thread handles nothing. */
  stalledUntil: number
}

const tickMs = 1_000
const flushEveryMs = 10_000
const maxDelayMs = 30

/** Writes that may fail because the disk is full. */
function withFaults(store: HistoryStore, faults: RecordingFaults): HistoryStore {
  return {
    ...store,
    write(feed, batch) {
      if (faults.failingWrites <= 0) return store.write(feed, batch)
      faults.failingWrites -= 1
      return Promise.reject(new StorageError('full', 'the disk is full'))
    },
  }
}

/**
 * Starts the product's recorder and writer in a process of the server. Messages between the two take time, and are lost
 * when the process is killed.
 */
export function startRecording(deps: {
  readonly runtime: Runtime
  readonly random: Random
  readonly process: Process
  readonly server: Server
  readonly directory: string
  readonly faults: RecordingFaults
  readonly live: LiveRecord
  readonly failed: (error: unknown) => void
}): void {
  const { runtime, random, process, directory, faults, failed } = deps
  let listener: (report: WriterReport) => void = () => undefined
  let writer: HistoryWriter | undefined
  let dueAt = 0
  const live = deps.live.started(deps.server.feed)

  /** Runs something later, in order. */
  function later(notBefore: number, run: () => void): void {
    dueAt = Math.max(dueAt, runtime.now() + random.integer(0, maxDelayMs), notBefore)
    runtime.at(dueAt, process, run)
  }

  function report(message: WriterReport): void {
    runtime.at(runtime.now() + maxDelayMs, process, () => {
      live.reported(message)
      listener(message)
    })
  }

  async function open(): Promise<void> {
    const { house, personal } = await openHistory(
      { historyDirectory: directory },
      {
        inspect: () => Promise.reject(new Error('files are not inspected here')),
        now: Date.now,
      },
    )
    process.onKilled.add(() => {
      house.close().catch(failed)
      personal.close().catch(failed)
    })
    const found = await house.findFeed({ org, username })
    const ends = found === undefined ? [] : [...(await house.coveredUntil(found)).values()]
    live.opened(Math.max(-Infinity, ...ends))
    writer = createHistoryWriter({
      ...{ house: withFaults(house, faults), personal, queueSource, statisticsSource: 'AGENT_STATISTIC' },
      ...{ dayRule: { timeZone: 'UTC', startMinute: 0 }, report },
    })
    report({ type: 'opened', setAside: null })
  }

  let last = open()
  const recorder = createRecorder({
    port: {
      post(message) {
        live.posted(message)
        later(faults.stalledUntil, () => {
          last = last.then(() => writer?.handle(WriterMessage.parse(message)))
          last.catch(failed)
        })
      },
      onReport: (added) => {
        listener = added
      },
      end: () => Promise.resolve(),
    },
    clocks: systemClocks,
    ownerOf: () => ({ org, username, isPersonal: false }),
    retention: { days: 365, maxBytes: 1e12 },
    ...{ timeZone: 'UTC', flushEveryMs },
    log: () => undefined,
  })
  recorder.started(username, deps.server.feed)
  setInterval(recorder.tick, tickMs)
}

/** The data sources of the simulated domain. */
export const recordedSources = [queueSource, agentSource] as const
