import {
  noCampaignFlow,
  noQueueFlow,
  type CampaignFlow,
  type QueueFlow,
  type TakenFlows,
} from '@wallboard/history'
import { numbersOf } from './open-shared.ts'
import { execute, putRows, query, type SqlRow, type Work } from './sql-work.ts'
import { addedTo, definePut, type TableSchema } from './table-schema.ts'

/*
 * The tables with the calls of queues and campaigns by quarter of an hour. A quarter without calls has no
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

const queueTable = 'queue_flow'
const campaignTable = 'campaign_flow'

const schemaOf = (name: string, columns: readonly string[]): TableSchema => ({
  name,
  columns: {
    ...{ feed: 'integer', starts_at: 'integer', id: 'text' },
    ...Object.fromEntries(columns.map((column) => [column, 'real'])),
  },
  key: ['feed', 'starts_at', 'id'],
})

const queueSchema = schemaOf(queueTable, Object.values(queueColumns))
const campaignSchema = schemaOf(campaignTable, Object.values(campaignColumns))
export const flowSchemas: readonly TableSchema[] = [queueSchema, campaignSchema]

const addToQueues = definePut(queueSchema, (column) => addedTo(queueTable, column))
const addToCampaigns = definePut(campaignSchema, (column) => addedTo(campaignTable, column))

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

const numberOf = numbersOf('history.db')
const idOf = (row: SqlRow): string => String(row['id'])

function queueFlow(row: SqlRow): QueueFlow {
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

function campaignFlow(row: SqlRow): CampaignFlow {
  const of = (name: keyof CampaignFlow) => numberOf(row, campaignColumns[name])
  return {
    ...noCampaignFlow,
    ...{ arrivals: of('arrivals'), ended: of('ended'), answers: of('answers'), abandons: of('abandons') },
    ...{ handled: of('handled'), handleMs: of('handleMs'), falls: of('falls') },
  }
}

/** The numbers of flows by quarter of an hour and id, as rows in the order of the columns. */
function rowsOf<Name extends string>(
  feed: number,
  flows: ReadonlyMap<number, ReadonlyMap<string, Readonly<Record<Name, number>>>>,
  names: readonly Name[],
) {
  return [...flows].flatMap(([startsAt, ofQuarter]) =>
    [...ofQuarter].map(([id, flow]) => [feed, startsAt, id, ...names.map((name) => flow[name])]),
  )
}

const queueNames: readonly (keyof QueueFlow)[] = [
  ...([
    'arrivals',
    'answers',
    'possibleAnswers',
    'sharedAnswers',
    'handled',
    'handleMs',
    'waitingMs',
  ] as const),
]
const campaignNames: readonly (keyof CampaignFlow)[] = [
  ...(['arrivals', 'ended', 'answers', 'abandons', 'handled', 'handleMs', 'falls'] as const),
]

/** Adds flows to the stored quarters, and removes old ones. */
export function createFlowWriter(): (feed: number, flows: TakenFlows) => Work<void> {
  let newest = 0

  /** With the first flows of a quarter, so that it runs four times an hour. */
  function* removeOld(feed: number, startsAt: number): Work<void> {
    if (startsAt <= newest) return
    newest = startsAt
    for (const table of [queueTable, campaignTable])
      yield* execute(`DELETE FROM ${table} WHERE feed = ? AND starts_at < ?`, [feed, startsAt - keepMs])
  }

  return function* add(feed, { queues, campaigns }) {
    for (const startsAt of queues.keys()) yield* removeOld(feed, startsAt)
    yield* putRows(addToQueues, rowsOf(feed, queues, queueNames))
    yield* putRows(addToCampaigns, rowsOf(feed, campaigns, campaignNames))
  }
}

/** The calls of campaigns in the quarters that start in `[from, to)`, in order. */
export function* readCampaignCalls(
  feed: number,
  from: number,
  to: number,
): Work<readonly StoredCampaignCalls[]> {
  const rows = yield* query(
    `SELECT id, starts_at, arrivals, falls FROM ${campaignTable}
     WHERE feed = ? AND starts_at >= ? AND starts_at < ? ORDER BY starts_at, id`,
    [feed, from, to],
  )
  return rows.map((row) => ({
    ...{ id: idOf(row), startsAt: numberOf(row, 'starts_at') },
    ...{ arrivals: numberOf(row, 'arrivals'), falls: numberOf(row, 'falls') },
  }))
}

/** The sums over the quarters that start in `[from, to)`. */
export function* readFlows(feed: number, from: number, to: number): Work<StoredFlows> {
  const queues = yield* query(sumOf(queueTable, Object.values(queueColumns)), [feed, from, to])
  const campaigns = yield* query(sumOf(campaignTable, Object.values(campaignColumns)), [feed, from, to])
  return {
    queues: new Map(queues.map((row) => [idOf(row), queueFlow(row)])),
    campaigns: new Map(campaigns.map((row) => [idOf(row), campaignFlow(row)])),
  }
}
