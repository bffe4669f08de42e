import { DataSource } from '@wallboard/five9/identifiers'
import type { Actor } from '../auth/actor.ts'
import type { AgentTimelineOutcome, HistoryDeps } from '../history/history-routes.ts'
import type { Feed } from '../upstream/feed.ts'
import { recordingOf, type OwnFeed, type ServiceFeed } from './person-recording.ts'
import { readFailure, type HistoryParts } from './wire-history.ts'

type AgentFeed = OwnFeed & Pick<Feed, 'link'>

/** Five9 refused the list of users: nothing of agents is for this person. */
const isDenied = (feed: AgentFeed): boolean =>
  feed.link().unreadLists.some(({ list, reason }) => list === 'agents' && reason.code === 'permission-denied')

const seesAgent = (feed: AgentFeed, agentId: string): boolean =>
  feed.directory().agents.some(({ id }) => id === agentId) ||
  feed.full([DataSource.AgentState]).some(({ data }) => data.some(({ id }) => id === agentId))

/** The states of one agent, which the person's own feed must show now. */
export function wireAgentTimeline(deps: {
  readonly history: Pick<HistoryParts, 'reader'> | undefined
  readonly feeds: {
    readonly find: (username: string) => AgentFeed | undefined
    readonly serviceFeed: () => ServiceFeed
  }
  readonly logError: (error: unknown) => void
}): Pick<HistoryDeps, 'agentTimeline'> {
  async function agentTimeline(
    person: Actor,
    agentId: string,
    from: number,
    to: number,
  ): Promise<AgentTimelineOutcome> {
    const feed = deps.feeds.find(person.username)
    if (feed === undefined)
      return { ok: false, error: { code: 'no-history', params: { from: null, to: null } } }
    if (isDenied(feed)) return { ok: false, error: { code: 'agents-denied' } }
    if (!seesAgent(feed, agentId)) return { ok: false, error: { code: 'no-such-agent' } }
    if (deps.history === undefined) return { ok: false, error: { code: 'history-off' } }
    try {
      const { name, isPersonal } = recordingOf(person, deps.feeds.serviceFeed())
      const timeline = await deps.history.reader.agentTimeline({ name, isPersonal, agentId, from, to })
      return { ok: true, timeline }
    } catch (error) {
      return readFailure(error, deps.logError)
    }
  }
  return { agentTimeline }
}
