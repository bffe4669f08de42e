import { z } from 'zod/mini'

/** The nodes, feeds and engines of a cluster, as the node that replies knows them. */

/** Epoch milliseconds of the wall clock of the node that replies. */
const Instant = z.number()
const NodeName = z.object({ id: z.string(), name: z.string() })

const Engine = z.object({ isUp: z.boolean(), since: Instant })

/** `owner` is null while no node has the lease: a fail-over is in progress. */
const Lease = z.object({
  owner: z.nullable(NodeName),
  isOwn: z.boolean(),
  fence: z.nullable(z.number()),
  /** How long ago the node that replies renewed the lease; null unless it is the owner. */
  renewedAgeMs: z.nullable(z.number()),
  since: Instant,
})

const ClusterFeedView = z.object({
  key: z.string(),
  username: z.string(),
  isServiceFeed: z.boolean(),
  lease: Lease,
  /** How long the newest entry took to the node that replies; null on the owner. */
  streamLagMs: z.nullable(z.number()),
  /** How long ago the node that replies last read from the stream; null on the owner. */
  beatAgeMs: z.nullable(z.number()),
  /** Null where the node that replies is not the owner. */
  followers: z.nullable(z.array(NodeName)),
})
export type ClusterFeedView = z.infer<typeof ClusterFeedView>

const ClusterNodeView = z.object({
  id: z.string(),
  name: z.string(),
  isThis: z.boolean(),
  startedAt: Instant,
  lastSeenAgeMs: z.number(),
  owns: z.array(z.string()),
  follows: z.array(z.string()),
  /** The wall clock of the node minus the clock of Redis; null before it has measured. */
  clockOffsetMs: z.nullable(z.number()),
  build: z.string(),
})
export type ClusterNodeView = z.infer<typeof ClusterNodeView>

export const ClusterView = z.object({
  at: Instant,
  node: NodeName,
  redis: Engine,
  postgres: Engine,
  nodes: z.array(ClusterNodeView),
  feeds: z.array(ClusterFeedView),
  /** The lease of the work that one node does for all. */
  desk: Lease,
})
export type ClusterView = z.infer<typeof ClusterView>

/** `GET /api/cluster`, for administrators; null on a single node. */
export const ClusterReply = z.object({ cluster: z.nullable(ClusterView) })
export type ClusterReply = z.infer<typeof ClusterReply>
