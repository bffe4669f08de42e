import type { SessionNotice } from '@wallboard/five9'
import { createFeed, type FeedDeps } from './feed.ts'

type Supervisor = FeedDeps['client']['supervisor']

/**
 * A feed on a Five9 session without a network: the test sends its notices.
 * @param overrides requests for lists that do not answer with an empty list
 * @param monotonic the clock of the feed
 */
export function createFeedFixture(overrides: Partial<Supervisor> = {}, monotonic: () => number = Date.now) {
  let listener: (notice: SessionNotice) => void = () => undefined
  let askedAgain = 0
  const logged: string[] = []
  const emptyList = () => Promise.resolve([])
  const feed = createFeed({
    epoch: 'e',
    monotonic,
    log: (event, detail) => logged.push(`${event} ${JSON.stringify(detail)}`),
    client: {
      supervisor: {
        DomainQueues: emptyList,
        GetDomainUsers: emptyList,
        GetCampaigns: emptyList,
        GetNotReadyReasonCodes: emptyList,
        GetLogoutReasonCodes: emptyList,
        GetReasonCodes: emptyList,
        GetDomainAgentGroups: emptyList,
        ...overrides,
      },
    },
    session: {
      start: () => undefined,
      stop: () => Promise.resolve(),
      on: (added) => {
        listener = added
        return () => undefined
      },
      pauseReading: () => undefined,
      resumeReading: () => undefined,
      checkLogin: () => undefined,
      askAgain: () => {
        askedAgain += 1
      },
    },
  })
  return {
    feed,
    logged,
    askedAgain: () => askedAgain,
    notify: (notice: SessionNotice) => {
      listener(notice)
    },
  }
}
