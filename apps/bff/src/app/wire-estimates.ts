import type { DayRule } from '@wallboard/history'
import { noEstimateFacts } from '@wallboard/relay/rest/estimates'
import type { Actor } from '../auth/actor.ts'
import type { EstimateDeps, EstimatesOutcome, WhyOutcome } from '../history/estimate-routes.ts'
import { recordingOf, visibleNow, type OwnFeed, type ServiceFeed } from './person-recording.ts'
import { readFailure, type HistoryParts } from './wire-history.ts'

const noHistory = (from: number | null, to: number | null) =>
  ({ ok: false, error: { code: 'no-history', params: { from, to } } }) as const

/** What the routes of estimates need. A person's own feed decides which queues, campaigns and agents are in a reply. */
export function wireEstimates(deps: {
  readonly history: Pick<HistoryParts, 'reader'> | undefined
  readonly feeds: {
    readonly find: (username: string) => OwnFeed | undefined
    readonly serviceFeed: () => ServiceFeed
  }
  readonly dayRule: DayRule
  /** Dates of a domain that are left out of what is usual. */
  readonly markedDates: (org: string) => Promise<readonly string[]>
  readonly logError: (error: unknown) => void
}): EstimateDeps {
  const { history, feeds } = deps
  const { dayRule } = deps

  function visibleTo(person: Actor) {
    const feed = feeds.find(person.username)
    if (feed === undefined) return undefined
    const { queueIds, agentIds, campaignIds } = visibleNow(feed)
    const { name, isPersonal } = recordingOf(person, feeds.serviceFeed())
    return { queueIds, agentIds: [...agentIds], campaignIds: [...campaignIds], name, isPersonal }
  }

  async function estimates(person: Actor, queue: string | undefined): Promise<EstimatesOutcome> {
    const visible = visibleTo(person)
    if (history === undefined || visible === undefined) return { ok: true, facts: noEstimateFacts }
    const { queueIds, campaignIds, name, isPersonal } = visible
    const shown = [...queueIds].filter((id) => queue === undefined || id === queue)
    try {
      const facts = await history.reader.estimates({ name, isPersonal, queueIds: shown, campaignIds })
      return { ok: true, facts }
    } catch (error) {
      return readFailure(error, deps.logError)
    }
  }

  async function why(person: Actor, queueId: string, at: number): Promise<WhyOutcome> {
    if (history === undefined) return { ok: false, error: { code: 'history-off' } }
    const visible = visibleTo(person)
    if (visible === undefined) return noHistory(null, null)
    const { queueIds, agentIds, campaignIds, name, isPersonal } = visible
    if (!queueIds.has(queueId)) return { ok: false, error: { code: 'no-such-queue' } }
    try {
      const reply = await history.reader.why({
        ...{ name, isPersonal, queueId, at, agentIds, campaignIds, dayRule },
        holidays: await deps.markedDates(person.org),
      })
      return reply.type === 'why' ? { ok: true, why: reply.why } : noHistory(reply.from, reply.to)
    } catch (error) {
      return readFailure(error, deps.logError)
    }
  }

  return { estimates, why }
}
