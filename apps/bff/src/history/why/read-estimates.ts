import {
  answersOf,
  bucketMs,
  bucketStart,
  type CampaignFlow,
  type QueueFlow,
  type SkillMap,
} from '@wallboard/history'
import { DataSource } from '@wallboard/five9/identifiers'
import { noEstimateFacts, type EstimateFacts, type CountedCalls } from '@wallboard/relay/rest/estimates'
import { hangUpRate } from '@wallboard/statistics/estimates'
import { readNames } from '../reading/read-moment.ts'
import { skillsIn } from '../recording/recorded-skills.ts'
import type { StoredFlows } from '../store/flow-table.ts'
import type { FeedName, HistoryStore } from '../store/history-store.ts'
import { campaignsOf } from './names-changes.ts'

const halfHourMs = 1_800_000
const twoHoursMs = 4 * halfHourMs
const patienceMs = 28 * 86_400_000
/** Four weeks are added up again after this long. */
const reuseForMs = 600_000
/** Fewer handled calls have no mean. */
const minHandled = 20
/** With less live time the calls of the half-hour are not known. */
const minLiveMs = 900_000

/** Whose facts are read: of queues and campaigns that the caller's own feed shows. */
export interface EstimatesRequest {
  readonly queueIds: readonly string[]
  readonly campaignIds: readonly string[]
}

interface FactsInput {
  readonly recent: StoredFlows
  readonly hours: StoredFlows
  readonly weeks: StoredFlows
  readonly skills: SkillMap
  readonly campaignIds: ReadonlySet<string>
  /** Live milliseconds of the half-hour. */
  readonly queuesLiveMs: number
  readonly campaignsLiveMs: number
}

function arrivalsOf(flow: QueueFlow | undefined, campaign: CampaignFlow | undefined, input: FactsInput) {
  if (campaign !== undefined && campaign.falls === 0 && input.campaignsLiveMs >= minLiveMs) {
    const calls = Math.max(0, campaign.arrivals - campaign.ended)
    return { calls, seconds: input.campaignsLiveMs / 1_000, isExact: true }
  }
  if (input.queuesLiveMs < minLiveMs) return null
  return { calls: flow?.arrivals ?? 0, seconds: input.queuesLiveMs / 1_000, isExact: false }
}

function handleTimeOf(
  flow: QueueFlow | undefined,
  campaigns: readonly CampaignFlow[],
): CountedCalls['handleTime'] {
  const all = campaigns.reduce(
    (sum, { handled, handleMs }) => ({ handled: sum.handled + handled, handleMs: sum.handleMs + handleMs }),
    { handled: 0, handleMs: 0 },
  )
  if (flow !== undefined && flow.handled >= minHandled)
    return { seconds: flow.handleMs / flow.handled / 1_000, calls: flow.handled, of: 'queue' }
  if (all.handled >= minHandled)
    return { seconds: all.handleMs / all.handled / 1_000, calls: all.handled, of: 'campaign' }
  return null
}

/** Abandoned calls of campaigns, and the rate at which their callers give up; undefined where that is not known. */
function givenUp(weeks: StoredFlows, campaignIds: readonly string[], skills: SkillMap) {
  const flows = campaignIds.flatMap((id) => weeks.campaigns.get(id) ?? [])
  if (flows.some(({ falls }) => falls > 0)) return undefined
  const queues = new Set(campaignIds.flatMap((id) => skills.campaignQueues.get(id) ?? []))
  const waitingMs = [...queues].reduce((sum, id) => sum + (weeks.queues.get(id)?.waitingMs ?? 0), 0)
  const abandons = flows.reduce((sum, flow) => sum + flow.abandons, 0)
  const rate = hangUpRate(abandons, waitingMs / 1_000)
  return rate === undefined ? undefined : { abandons, rate }
}

/** Callers of campaigns give up at this rate, per second: Five9 counts abandoned calls by campaign. 0 when not known. */
export const hangUpRateOf = (weeks: StoredFlows, campaignIds: readonly string[], skills: SkillMap): number =>
  givenUp(weeks, campaignIds, skills)?.rate ?? 0

function patienceOf(campaignIds: readonly string[], { weeks, skills }: FactsInput): CountedCalls['patience'] {
  const found = givenUp(weeks, campaignIds, skills)
  return found === undefined ? null : { seconds: 1 / found.rate, abandons: found.abandons }
}

/** The facts of one queue, from the sums of its flows. */
export function factsOf(queue: string, input: FactsInput): CountedCalls {
  const { only, all } = campaignsOf(queue, input.skills, input.campaignIds)
  const recent = input.recent.queues.get(queue)
  const onlyFlow = only === undefined ? undefined : input.recent.campaigns.get(only)
  return {
    queue,
    arrivals: arrivalsOf(recent, onlyFlow, input),
    recentAnswers: (recent?.answers ?? 0) + (recent?.sharedAnswers ?? 0),
    answers: recent === undefined ? 0 : (answersOf(recent) ?? null),
    handleTime: handleTimeOf(
      input.hours.queues.get(queue),
      all.flatMap((id) => input.hours.campaigns.get(id) ?? []),
    ),
    patience: patienceOf(all, input),
  }
}

/** Reads facts of queues; it keeps the sums of four weeks for ten minutes. */
export interface EstimatesReader {
  /** @throws StorageError when the files cannot be read */
  readonly read: (store: HistoryStore, name: FeedName, request: EstimatesRequest) => Promise<EstimateFacts>
}

export function createEstimatesReader(): EstimatesReader {
  const weeks = new WeakMap<
    HistoryStore,
    Map<number, { readonly until: number; readonly sums: StoredFlows }>
  >()

  async function sumsOfWeeks(store: HistoryStore, feed: number, until: number): Promise<StoredFlows> {
    const known = weeks.get(store)?.get(feed)
    if (known !== undefined && Math.abs(until - known.until) < reuseForMs) return known.sums
    const sums = await store.flows(feed, until - patienceMs, until)
    const ofStore =
      weeks.get(store) ?? new Map<number, { readonly until: number; readonly sums: StoredFlows }>()
    weeks.set(store, ofStore.set(feed, { until, sums }))
    return sums
  }

  async function liveMs(store: HistoryStore, feed: number, dataSource: string, from: number, to: number) {
    const spans = await store.coverage(feed, dataSource, from, to)
    return spans
      .filter(({ kind }) => kind === 'live')
      .reduce((sum, { startsAt, endsAt }) => sum + Math.min(to, endsAt) - Math.max(from, startsAt), 0)
  }

  return {
    async read(store, name, { queueIds, campaignIds }) {
      const feed = await store.findFeed(name)
      const until =
        feed === undefined ? undefined : (await store.coveredUntil(feed)).get(DataSource.AcdStatus)
      if (feed === undefined || until === undefined) return noEstimateFacts
      const from = bucketStart('quarter', until - halfHourMs)
      const end = until + bucketMs.quarter
      const input: FactsInput = {
        recent: await store.flows(feed, from, end),
        hours: await store.flows(feed, bucketStart('quarter', until - twoHoursMs), end),
        weeks: await sumsOfWeeks(store, feed, end),
        skills: skillsIn(await readNames(store, feed, until)),
        campaignIds: new Set(campaignIds),
        queuesLiveMs: await liveMs(store, feed, DataSource.AcdStatus, from, until),
        campaignsLiveMs: await liveMs(store, feed, DataSource.InboundCampaignStatistics, from, until),
      }
      return { until, from, queues: queueIds.map((queue) => factsOf(queue, input)) }
    },
  }
}
