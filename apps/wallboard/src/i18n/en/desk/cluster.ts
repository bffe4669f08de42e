import { plural } from '../plural.ts'

const nodes = (count: number) => `${count} ${plural(count, { one: 'node', other: 'nodes' })}`

/** The page of the cluster, for administrators. */
export const clusterPage = {
  loading: 'Loading the state of the cluster…',
  single:
    'One node runs, without a cluster. Several nodes need DATABASE_URL and REDIS_URL; see docs/operating/cluster.md.',
  mayBeStale: 'The page below may be out of date.',
  /** Beside the title. */
  counts: (all: number, problems: number) =>
    [
      nodes(all),
      problems === 0
        ? 'no problem'
        : `${problems} ${plural(problems, { one: 'problem', other: 'problems' })}`,
    ].join(' · '),
  /** Whose view the page shows. */
  seenBy: (name: string) =>
    `As the node ${name} sees it, which answered this page. The page updates by itself.`,
  problemsTitle: 'What is wrong',
  noProblems: 'Nothing: each feed has its owner, and any node can take over.',
  problems: {
    'redis-down': (name: string, time: string) =>
      `${name} lost its connection to Redis at ${time}. It receives no figures from other nodes, and its screens show the data as not live. Check Redis and the network between both.`,
    alone: (name: string, time: string) =>
      `${name} lost its connection to Redis at ${time}. It owns a Five9 session and its screens stay live, but no other node can take over. Do not restart it; check Redis and the network between both.`,
    'postgres-down': (name: string, time: string) =>
      `${name} lost its connection to PostgreSQL at ${time}. Figures stay live; boards, displays and rules cannot be changed, and nobody new can sign in. Check PostgreSQL and the network between both.`,
    'no-owner': (username: string, time: string) =>
      `No node has owned the feed of ${username} since ${time}: another one takes over, within ten seconds as a rule. If it lasts longer, read the log of each node.`,
    'no-person': (username: string, time: string) =>
      `No node has owned the feed of ${username} since ${time}: its node has stopped, and ${username} must sign in again.`,
    'stream-silent': (username: string, owner: string, age: string) =>
      `Nothing has come from ${owner}, the owner of the feed of ${username}, for ${age}. Screens show the data as not live until it answers, or another node takes over.`,
    'stream-late': (username: string, owner: string, lag: string) =>
      `Changes of the feed of ${username} arrive ${lag} after ${owner} has published them. Check the load of both machines and the network to Redis.`,
    'node-silent': (name: string, age: string) =>
      `${name} was last seen ${age} ago: it has stopped, or cannot reach Redis.`,
    'one-node': (name: string) => `${name} runs alone: no other node can take over. Start another one.`,
    'same-name': (name: string) =>
      `Two nodes have the name ${name}. Set NODE_NAME to another name on one of them.`,
    'clock-off': (name: string, offset: string) =>
      `The clock of ${name} differs from that of Redis by ${offset}. Figures and leases are not affected; times in its log are. Check its time synchronization.`,
    'other-builds': () =>
      'The nodes run different builds. During an upgrade that is expected; afterwards, upgrade the others.',
    'no-desk': (time: string) =>
      `No node has done the shared work (delivery of alerts, schedules, speakers) since ${time}. Another one takes it over within ten seconds as a rule.`,
  },
  nodesTitle: 'Nodes',
  node: 'Node',
  thisNode: 'answered this page',
  role: 'Role',
  roles: {
    owns: (usernames: readonly string[]) => `owns the Five9 session of ${usernames.join(', ')}`,
    follows: (usernames: readonly string[]) => `follows ${usernames.join(', ')}`,
    none: 'no feed',
    desk: 'does the shared work',
  },
  running: 'Running for',
  lastSeen: 'Last seen',
  ago: (age: string) => `${age} ago`,
  milliseconds: (ms: number) => `${ms} ms`,
  clock: 'Clock offset',
  build: 'Build',
  feedsTitle: 'Feeds',
  noFeeds:
    'No known node runs a feed. A feed starts with the server where FIVE9_USERNAME and FIVE9_PASSWORD are set, and otherwise when a supervisor signs in.',
  /** The node has run for a few seconds only. */
  noFeedsYet:
    'This node has just started and knows of no feed yet. Feeds appear here once other nodes announce them.',
  feed: 'Feed of',
  serviceAccount: 'service account',
  person: 'signed-in person',
  owner: 'Owner',
  ownerSince: (time: string) => `since ${time}`,
  failingOver: 'none: fail-over',
  fence: 'Fence',
  lease: 'Lease renewed',
  lag: 'Stream lag',
  followers: 'Followers',
  /** Only the owner of a feed knows who follows it. */
  askOwner: 'known to its owner',
  noFollowers: 'none',
  enginesTitle: 'Redis and PostgreSQL',
  engine: 'Server',
  state: 'Connection',
  up: (time: string) => `connected since ${time}`,
  down: (time: string) => `lost at ${time}`,
  carries: {
    redis: 'changes, leases and hints; holds nothing that must not be lost',
    postgres: 'boards, displays, sessions, alerts and history',
  },
}
