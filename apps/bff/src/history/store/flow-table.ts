import {
  noCampaignFlow,
  noQueueFlow,
  type CampaignFlow,
  type QueueFlow,
  type TakenFlows,
} from '@wallboard/history'
import type { Sqlite, SqliteRow } from '../../storage/sqlite.ts'
import { numbersOf } from './open-shared.ts'

/*
 * The tables of `history.db` with the calls of queues and campaigns by quarter of an hour. A quarter without calls has no
 * row. The instant comes before the id in the key: readers want all queues of some hours.
 */

/** A column for each number of a flow. */
const queueColumns = {
  arrivals: 'arrivals',
  answers: 'answers',
  possibleAnswers: 'possible_answers',
  sharedAnswers: 'shared_answers',
  handled: 'handled',
  handleMs: 'handle_ms',
  waitingMs: 'waiting_ms',
} as const satisfies Record<keyof QueueFlow, string>

const campaignColumns = {
  arrivals: 'arrivals',
  ended: 'ended',
  answers: 'answers',
  abandons: 'abandons',
  handled: 'handled',
  handleMs: 'handle_ms',
  falls: 'falls',
} as const satisfies Record<keyof CampaignFlow, string>

const tableSchema = (table: string, columns: readonly string[]): string => `
CREATE TABLE IF NOT EXISTS ${table} (
  feed INT NOT NULL, starts_at INT NOT NULL, id TEXT NOT NULL, ${columns.map((column) => `${column} REAL NOT NULL`).join(', ')},
  PRIMARY KEY (feed, starts_at, id)
) WITHOUT ROWID;`

const queueTable = 'queue_flow'
const campaignTable = 'campaign_flow'

export const flowSchema = `
${tableSchema(queueTable, Object.values(queueColumns))}
${tableSchema(campaignTable, Object.values(campaignColumns))}`

const addTo = (table: string, columns: readonly string[]): string => `
INSERT INTO ${table} (feed, starts_at, id, ${columns.join(', ')}) VALUES (?, ?, ?, ${columns.map(() => '?').join(', ')})
ON CONFLICT (feed, starts_at, id) DO UPDATE SET ${columns.map((column) => `${column} = ${column} + excluded.${column}`).join(', ')}`

const sumOf = (table: string, columns: readonly string[]): string =>
  `SELECT id, ${columns.map((column) => `sum(${column}) AS ${column}`).join(', ')} FROM ${table}
   WHERE feed = ? AND starts_at >= ? AND starts_at < ? GROUP BY id`

/** The flows of a span of time, by id. What had no calls has no flow. */
export interface StoredFlows {
  readonly queues: ReadonlyMap<string, QueueFlow>
  readonly campaigns: ReadonlyMap<string, CampaignFlow>
}

/** The calls of a campaign in a quarter of an hour; see `CampaignFlow`. */
export interface StoredCampaignCalls {
  readonly id: string
  readonly startsAt: number
  readonly arrivals: number
  readonly falls: number
}

/** Flows are kept for the eight weeks that the usual looks back, and some more. */
const keepMs = 70 * 86_400_000

export interface FlowTable {
  /** Adds flows to the stored quarters. Call it in a transaction. */
  readonly add: (feed: number, flows: TakenFlows) => void
  /** The sums over the quarters that start in `[from, to)`. */
  readonly sums: (feed: number, from: number, to: number) => StoredFlows
  /** The calls of campaigns in the quarters that start in `[from, to)`, in order. */
  readonly campaignCalls: (feed: number, from: number, to: number) => readonly StoredCampaignCalls[]
}

const numberOf = numbersOf('history.db')
const idOf = (row: SqliteRow): string => String(row.id)

export function createFlowTable(sqlite: Sqlite): FlowTable {
  const addQueue = sqlite.prepare(addTo(queueTable, Object.values(queueColumns)))
  const addCampaign = sqlite.prepare(addTo(campaignTable, Object.values(campaignColumns)))
  let newest = 0

  function queueFlow(row: SqliteRow): QueueFlow {
    const of = (name: keyof QueueFlow) => numberOf(row, queueColumns[name])
    return {
      ...noQueueFlow,
      ...{
        arrivals: of('arrivals'),
        answers: of('answers'),
        handled: of('handled'),
        handleMs: of('handleMs'),
      },
      ...{ possibleAnswers: of('possibleAnswers'), sharedAnswers: of('sharedAnswers') },
      waitingMs: of('waitingMs'),
    }
  }

  function campaignFlow(row: SqliteRow): CampaignFlow {
    const of = (name: keyof CampaignFlow) => numberOf(row, campaignColumns[name])
    return {
      ...noCampaignFlow,
      ...{ arrivals: of('arrivals'), ended: of('ended'), answers: of('answers'), abandons: of('abandons') },
      ...{ handled: of('handled'), handleMs: of('handleMs'), falls: of('falls') },
    }
  }

  /** With the first flows of a quarter, so that it runs four times an hour. */
  function removeOld(feed: number, startsAt: number): void {
    if (startsAt <= newest) return
    newest = startsAt
    for (const table of [queueTable, campaignTable])
      sqlite.run(`DELETE FROM ${table} WHERE feed = ? AND starts_at < ?`, [feed, startsAt - keepMs])
  }

  return {
    add(feed, { queues, campaigns }) {
      for (const [startsAt, flows] of queues) {
        removeOld(feed, startsAt)
        for (const [id, flow] of flows)
          addQueue.run([
            ...[feed, startsAt, id, flow.arrivals, flow.answers, flow.possibleAnswers, flow.sharedAnswers],
            ...[flow.handled, flow.handleMs, flow.waitingMs],
          ])
      }
      for (const [startsAt, flows] of campaigns)
        for (const [id, flow] of flows)
          addCampaign.run([
            ...[feed, startsAt, id, flow.arrivals, flow.ended, flow.answers, flow.abandons],
            ...[flow.handled, flow.handleMs, flow.falls],
          ])
    },
    campaignCalls: (feed, from, to) =>
      sqlite
        .all(
          `SELECT id, starts_at, arrivals, falls FROM ${campaignTable}
           WHERE feed = ? AND starts_at >= ? AND starts_at < ? ORDER BY starts_at`,
          [feed, from, to],
        )
        .map((row) => ({
          ...{ id: idOf(row), startsAt: numberOf(row, 'starts_at') },
          ...{ arrivals: numberOf(row, 'arrivals'), falls: numberOf(row, 'falls') },
        })),
    sums: (feed, from, to) => ({
      queues: new Map(
        sqlite
          .all(sumOf(queueTable, Object.values(queueColumns)), [feed, from, to])
          .map((row) => [idOf(row), queueFlow(row)]),
      ),
      campaigns: new Map(
        sqlite
          .all(sumOf(campaignTable, Object.values(campaignColumns)), [feed, from, to])
          .map((row) => [idOf(row), campaignFlow(row)]),
      ),
    }),
  }
}
