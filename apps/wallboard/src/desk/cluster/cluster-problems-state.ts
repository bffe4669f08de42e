import type { ClusterFeedView, ClusterNodeView, ClusterView } from '@wallboard/relay/rest/cluster'

/** Something that an administrator should know or repair. Instants are epoch milliseconds. */
export type ClusterProblem = { readonly level: 'critical' | 'warn' } & (
  | { readonly code: 'redis-down' | 'alone' | 'postgres-down'; readonly name: string; readonly since: number }
  | { readonly code: 'no-owner' | 'no-person'; readonly username: string; readonly since: number }
  | {
      readonly code: 'stream-silent' | 'stream-late'
      readonly username: string
      readonly owner: string
      readonly ms: number
    }
  | { readonly code: 'node-silent'; readonly name: string; readonly ms: number }
  | { readonly code: 'one-node' | 'same-name'; readonly name: string }
  | { readonly code: 'clock-off'; readonly name: string; readonly ms: number }
  | { readonly code: 'other-builds' }
  | { readonly code: 'no-desk'; readonly since: number }
)

/** A follower takes its data as not live after this long without a beat. */
const silentMs = 3_000
const lateMs = 1_000
/** Nodes report every second; one that has been silent for this long has missed several reports. */
const nodeSilentMs = 5_000
const clockOffMs = 2_000

function engineProblems({ node, redis, postgres, feeds }: ClusterView): ClusterProblem[] {
  const critical = { level: 'critical', name: node.name } as const
  const ownsFeed = feeds.some(({ lease }) => lease.isOwn)
  return [
    ...(redis.isUp
      ? []
      : [{ ...critical, code: ownsFeed ? 'alone' : 'redis-down', since: redis.since } as const]),
    ...(postgres.isUp ? [] : [{ ...critical, code: 'postgres-down', since: postgres.since } as const]),
  ]
}

function feedProblems({ username, isServiceFeed, lease, ...feed }: ClusterFeedView): ClusterProblem[] {
  if (lease.owner === null) {
    const what = { username, since: lease.since }
    return isServiceFeed
      ? [{ level: 'critical', code: 'no-owner', ...what }]
      : [{ level: 'warn', code: 'no-person', ...what }]
  }
  const owner = lease.owner.name
  if (feed.beatAgeMs !== null && feed.beatAgeMs > silentMs)
    return [{ level: 'critical', code: 'stream-silent', username, owner, ms: feed.beatAgeMs }]
  if (feed.streamLagMs !== null && feed.streamLagMs > lateMs)
    return [{ level: 'warn', code: 'stream-late', username, owner, ms: feed.streamLagMs }]
  return []
}

function nodeProblems(nodes: readonly ClusterNodeView[]): ClusterProblem[] {
  const isSilent = (node: ClusterNodeView) => !node.isThis && node.lastSeenAgeMs > nodeSilentMs
  const running = nodes.filter((node) => !isSilent(node))
  const names = running.map(({ name }) => name)
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index))
  const [only] = running
  const problems: ClusterProblem[] = nodes
    .filter(isSilent)
    .map(({ name, lastSeenAgeMs }) => ({ level: 'warn', code: 'node-silent', name, ms: lastSeenAgeMs }))
  if (only !== undefined && running.length === 1)
    problems.push({ level: 'warn', code: 'one-node', name: only.name })
  for (const name of twice) problems.push({ level: 'warn', code: 'same-name', name })
  for (const { name, clockOffsetMs } of running)
    if (clockOffsetMs !== null && Math.abs(clockOffsetMs) > clockOffMs)
      problems.push({ level: 'warn', code: 'clock-off', name, ms: clockOffsetMs })
  if (new Set(running.map(({ build }) => build)).size > 1)
    problems.push({ level: 'warn', code: 'other-builds' })
  return problems
}

/** What is wrong in a cluster, the worst first. A node without Redis knows nothing of the others. */
export function clusterProblems(view: ClusterView): readonly ClusterProblem[] {
  const others: ClusterProblem[] = view.redis.isUp
    ? [
        ...view.feeds.flatMap(feedProblems),
        ...(view.desk.owner === null
          ? [{ level: 'warn', code: 'no-desk', since: view.desk.since } as const]
          : []),
        ...nodeProblems(view.nodes),
      ]
    : []
  const all = [...engineProblems(view), ...others]
  return [...all.filter(({ level }) => level === 'critical'), ...all.filter(({ level }) => level === 'warn')]
}
