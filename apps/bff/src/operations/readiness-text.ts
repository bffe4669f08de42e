import type { Condition } from './readiness.ts'

const freshnessTexts = {
  live: 'The data of Five9 is live',
  ageing: 'Five9 has not confirmed its data for some seconds',
  stale: 'Five9 has not confirmed its data for more than 15 seconds',
  down: 'There is no data from Five9',
} as const

/**
 * The sentences for a condition: what happened, what it means, and what to do.
 * @param timeOf writes a monotonic instant as a time of day
 */
export function conditionText(condition: Condition, timeOf: (at: number) => string): string {
  switch (condition.code) {
    case 'draining':
      return 'This node is stopping and accepts no new connections. Use another node, or wait until it has started again.'
    case 'no-feed':
      return 'No feed runs: no service account is configured, and nobody has signed in. Set FIVE9_USERNAME and FIVE9_PASSWORD, or sign in.'
    case 'starting':
      return 'The feed of the service account is starting. Wait some seconds; if this lasts longer, read the log of this node.'
    case 'feed-not-live':
      return `${freshnessTexts[condition.freshness]}; the connection has had its present state since ${timeOf(condition.since)}. Screens show the data as not live. The reason is in the log of the node that owns the feed, and on every screen.`
    case 'take-over':
      return `No node has owned the Five9 session since ${timeOf(condition.since)}: a fail-over is in progress. Screens show the data as not live. It takes ten seconds at most; if it lasts longer, read the log of each node and check that they can sign in at Five9.`
    case 'redis-down':
      return `This node lost its connection to Redis at ${timeOf(condition.since)}. It receives no figures from the node that owns the Five9 session, and its screens show the data as not live and are sent to another node, where one was alive. Check Redis and the network between it and this node; use another node until then.`
    case 'alone':
      return `This node lost its connection to Redis at ${timeOf(condition.since)}. It owns the Five9 session, and its own screens stay live; other nodes receive no figures from it. A node that still reaches Redis takes over, and this one then sends its screens there; while Redis is down none can. Check Redis and the network between it and this node.`
    case 'postgres-down':
      return `This node lost its connection to PostgreSQL at ${timeOf(condition.since)}. Figures stay live, and people who have signed in stay signed in for an hour; boards, displays and rules cannot be changed. Check PostgreSQL and the network between it and this node.`
  }
}
