import { dateOf, spanOfDay, type DayRule } from '@wallboard/history'
import type { CampaignForecasts } from '@wallboard/relay/rest/call-forecasts'
import { noTypicalLengths } from '@wallboard/relay/rest/typical-lengths'
import type { Actor } from '../auth/actor.ts'
import type { CampaignForecast } from '../history/reading/read-call-forecasts.ts'
import type { ForecastsOutcome, TypicalDeps, TypicalLengthsOutcome } from '../history/typical-routes.ts'
import type { Feed } from '../upstream/feed.ts'
import { recordingOf, visibleNow, type OwnFeed, type ServiceFeed } from './person-recording.ts'
import { readFailure, type HistoryParts } from './wire-history.ts'

type TypicalFeed = OwnFeed & Pick<Feed, 'link'>

const noHistory = { ok: false, error: { code: 'no-history', params: { from: null, to: null } } } as const

/** What a page needs of a forecast: a silence that began earlier counts from there. */
const shownBeforeMs = 12 * 3_600_000
const shownAfterMs = 3_600_000
const rounded = (calls: number) => Math.round(calls * 1_000) / 1_000

function repliedForecast({ id, forecast, weeksKnown, isRolling }: CampaignForecast, now: number) {
  const reply = { id, weeksKnown, isRolling }
  if (forecast === undefined) return { ...reply, forecast: null }
  const { slots, counted, ...usual } = forecast
  return {
    ...reply,
    forecast: {
      ...usual,
      slots: slots
        .filter(({ startsAt, endsAt }) => endsAt > now - shownBeforeMs && startsAt <= now + shownAfterMs)
        .map((slot) => ({ ...slot, calls: slot.calls === null ? null : rounded(slot.calls) })),
      counted: counted
        .filter(({ until }) => until > now - shownBeforeMs)
        .map((count) => ({ ...count, expected: rounded(count.expected) })),
    },
  }
}

/** What the routes of typical lengths and calls need: a person's own feed decides which agents and campaigns are in a reply. */
export function wireTypical(deps: {
  readonly history: Pick<HistoryParts, 'reader'> | undefined
  readonly feeds: {
    readonly find: (username: string) => TypicalFeed | undefined
    readonly serviceFeed: () => ServiceFeed
  }
  readonly dayRule: DayRule
  /** Epoch milliseconds. */
  readonly wall: () => number
  /** Dates of a domain that are left out of what is usual. */
  readonly markedDates: (org: string) => Promise<readonly string[]>
  readonly logError: (error: unknown) => void
}): TypicalDeps {
  const { history, feeds, dayRule } = deps

  async function typicalLengths(person: Actor): Promise<TypicalLengthsOutcome> {
    const feed = feeds.find(person.username)
    const isDenied = feed
      ?.link()
      .unreadLists.some(({ list, reason }) => list === 'agents' && reason.code === 'permission-denied')
    if (isDenied === true) return { ok: false, error: { code: 'agents-denied' } }
    if (history === undefined || feed === undefined) return { ok: true, lengths: noTypicalLengths }
    const { name, isPersonal } = recordingOf(person, feeds.serviceFeed())
    const agentIds = [...visibleNow(feed).agentIds]
    try {
      return { ok: true, lengths: await history.reader.typicalLengths({ name, isPersonal, agentIds }) }
    } catch (error) {
      return readFailure(error, deps.logError)
    }
  }

  async function callForecasts(person: Actor): Promise<ForecastsOutcome> {
    if (history === undefined) return { ok: false, error: { code: 'history-off' } }
    const feed = feeds.find(person.username)
    if (feed === undefined) return noHistory
    const now = deps.wall()
    const day = dateOf(now, dayRule)
    const { name, isPersonal } = recordingOf(person, feeds.serviceFeed())
    try {
      const { campaigns, isLeftOut } = await history.reader.callForecasts({
        ...{ name, isPersonal, day, dayRule, campaignIds: [...visibleNow(feed).campaignIds] },
        holidays: await deps.markedDates(person.org),
      })
      const forecasts: CampaignForecasts = {
        ...{ day, dayStartsAt: spanOfDay(day, dayRule).startsAt, isLeftOut },
        campaigns: campaigns.map((campaign) => repliedForecast(campaign, now)),
      }
      return { ok: true, forecasts }
    } catch (error) {
      return readFailure(error, deps.logError)
    }
  }

  return { typicalLengths, callForecasts }
}
