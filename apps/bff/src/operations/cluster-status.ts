/** A server outside this process that a cluster needs: Redis or PostgreSQL. */
export interface EngineStatus {
  readonly isUp: boolean
  /** When it was reached or lost; the start of this process before the first attempt has ended. */
  readonly since: number
}

/** A node by the name that the operator gave it, and by its id, which changes with each start of its process. */
export interface NodeName {
  readonly id: string
  readonly name: string
}

/**
 * A lease as one node sees it.
 * `owner` is undefined while no node has the lease as far as this node knows: a fail-over is in progress.
 */
export interface LeaseStatus {
  readonly owner: NodeName | undefined
  readonly isOwn: boolean
  /** The fence of the lease; undefined before the first acquisition that this node knows of. */
  readonly fence: number | undefined
  /** When this node, as the owner, last renewed the lease; undefined on other nodes. */
  readonly renewedAt: number | undefined
  /** Since when the owner has been the same, or since when there has been none. */
  readonly since: number
}

/** A feed that this node owns or follows. */
export interface ClusterFeed {
  /** 16 hexadecimal digits, as in the keys of Redis. */
  readonly key: string
  readonly username: string
  readonly isServiceFeed: boolean
  readonly lease: LeaseStatus
  /**
   * How long the newest entry of the stream took from its publication to this node, by the clock of the cluster;
   * undefined on the owner and before the first entry.
   */
  readonly streamLagMs: number | undefined
  /** When this node last read an entry or a beat of the stream; undefined on the owner and before the first. */
  readonly beatAt: number | undefined
  /** The nodes that follow, by their own reports; empty where this node is not the owner. */
  readonly followers: readonly NodeName[]
}

/** A node that was seen within the last minute; the one that reports is among them. */
export interface ClusterNode extends NodeName {
  readonly isThis: boolean
  /** When its process started. */
  readonly startedAt: number
  readonly lastSeenAt: number
  /** The keys of the feeds that it owns, and that it follows. */
  readonly owns: readonly string[]
  readonly follows: readonly string[]
  /** Its wall clock minus the clock of Redis; undefined before it has measured. */
  readonly clockOffsetMs: number | undefined
  readonly build: string
}

/** Events since the start of this process. */
export interface ClusterCounts {
  /** Leases that this node acquired, by kind. The first of a process counts too. */
  readonly leasesAcquired: Readonly<Record<'feed' | 'desk', number>>
  /** Leases that this node lost without releasing them, by the reason. */
  readonly leasesLost: Readonly<Record<string, number>>
  /** Remote calls to other nodes, and those of them that failed. */
  readonly remoteCalls: number
  readonly remoteCallsFailed: number
}

/** What a node knows of its cluster now. Instants are milliseconds of its monotonic clock, unless stated otherwise. */
export interface ClusterStatus {
  readonly node: NodeName & { readonly startedAt: number }
  readonly redis: EngineStatus
  readonly postgres: EngineStatus
  /** The wall clock of this node minus the clock of Redis; undefined before the first measurement. */
  readonly clockOffsetMs: number | undefined
  readonly nodes: readonly ClusterNode[]
  readonly feeds: readonly ClusterFeed[]
  /** The lease of the work that one node does for all. */
  readonly desk: LeaseStatus
  readonly counts: ClusterCounts
}
