import type { DayRule } from '@wallboard/history'
import type { Worker } from 'node:worker_threads'
import { startThread } from '../threads/thread.ts'
import type { SimulatedPlan } from './simulated/simulated-day.ts'

/** Where history is stored, and when its days start. */
export interface HistoryPlace {
  readonly historyDirectory: string
  /** The address of the PostgreSQL database that holds history; undefined for files in the directory. */
  readonly databaseUrl?: string | undefined
  readonly dayRule: DayRule
}

/** What a thread of the recorder or reader does. */
export type HistoryThread = 'write' | 'read'

export const startHistoryThread = (thread: HistoryThread, place: HistoryPlace): Worker =>
  startThread('history/thread-entry.ts', { thread, ...place })

/** Starts the thread of a simulated day. */
export const startSimulationThread = (plan: SimulatedPlan): Worker =>
  startThread('history/simulated/thread-entry.ts', { plan })
