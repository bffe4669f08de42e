import type { ClusterFeedView, ClusterNodeView, ClusterView } from '@wallboard/relay/rest/cluster'
import { describe, expect, it } from 'vitest'
import { clusterProblems, type ClusterProblem } from './cluster-problems-state.ts'
import { problemText } from './problem-text.ts'

const at = Date.UTC(2026, 10, 26, 9, 30)
const a = { id: 'a-1', name: 'a' }
const b = { id: 'b-2', name: 'b' }
const lease = { owner: a, isOwn: true, fence: 7, renewedAgeMs: 200, since: at - 60_000 }
const followed = { ...lease, owner: b, isOwn: false, renewedAgeMs: null }
const feed: ClusterFeedView = {
  ...{ key: '00000000000000aa', username: 'wall', isServiceFeed: true, lease },
  ...{ streamLagMs: null, beatAgeMs: null, followers: [b] },
}
const node = (name: typeof a, isThis = false): ClusterNodeView => ({
  ...{ ...name, isThis, startedAt: 0, lastSeenAgeMs: 400, owns: [], follows: [] },
  ...{ clockOffsetMs: 2, build: 'x' },
})
const up = { isUp: true, since: 0 }
const down = { isUp: false, since: at - 20_000 }
const healthy: ClusterView = {
  ...{ at, node: a, redis: up, postgres: up, feeds: [feed], desk: lease },
  nodes: [node(a, true), node(b)],
}
const ofFeed = (changed: Partial<ClusterFeedView>) => ({ feeds: [{ ...feed, ...changed }] })

/** One for each problem. */
const cases: readonly (readonly [ClusterProblem['code'], Partial<ClusterView>])[] = [
  ['alone', { redis: down }],
  ['redis-down', { redis: down, ...ofFeed({ lease: followed, beatAgeMs: 20_000 }) }],
  ['postgres-down', { postgres: down }],
  ['no-owner', ofFeed({ lease: { ...followed, owner: null } })],
  ['no-person', ofFeed({ isServiceFeed: false, lease: { ...followed, owner: null } })],
  ['stream-silent', ofFeed({ lease: followed, beatAgeMs: 3_001 })],
  ['stream-late', ofFeed({ lease: followed, beatAgeMs: 900, streamLagMs: 1_001 })],
  ['node-silent', { nodes: [...healthy.nodes, { ...node({ id: 'c-3', name: 'c' }), lastSeenAgeMs: 9_000 }] }],
  ['one-node', { nodes: [node(a, true)] }],
  ['same-name', { nodes: [node(a, true), node({ ...a, id: 'a-9' })] }],
  ['clock-off', { nodes: [node(a, true), { ...node(b), clockOffsetMs: -3_600_000 }] }],
  ['other-builds', { nodes: [node(a, true), { ...node(b), build: 'y' }] }],
  ['no-desk', { desk: { ...followed, owner: null } }],
]

const problemsOf = (changed: Partial<ClusterView>) => clusterProblems({ ...healthy, ...changed })

describe(clusterProblems, () => {
  it('finds nothing in a healthy cluster', () => {
    expect(problemsOf({})).toEqual([])
    expect(problemsOf(ofFeed({ lease: followed, beatAgeMs: 900, streamLagMs: 4 }))).toEqual([])
  })

  it.each(cases)('finds %s', (code, changed) => {
    expect(problemsOf(changed).map((problem) => problem.code)).toEqual([code])
  })

  it('knows nothing of other nodes while Redis is down, and lists critical problems first', () => {
    const nodes = [node(a, true), { ...node(b), lastSeenAgeMs: 60_000 }]
    expect(problemsOf({ redis: down, nodes }).map(({ code }) => code)).toEqual(['alone'])
    expect(problemsOf({ nodes, postgres: down }).map(({ level }) => level)).toEqual([
      'critical',
      'warn',
      'warn',
    ])
  })
})

describe(problemText, () => {
  it.each(cases)('says what happened and what it means: %s', (_code, changed) => {
    const [problem] = problemsOf(changed)
    const text = problem === undefined ? '' : problemText(problem, () => '09:29')
    expect(text.split(/[.:;,] /).length).toBeGreaterThanOrEqual(2)
    if (problem !== undefined && 'since' in problem) expect(text).toContain('09:29')
    expect(text).not.toMatch(/undefined|NaN/)
  })
})
