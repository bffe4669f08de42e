import { setTimeout as pause } from 'node:timers/promises'
import { startEngines, type ClusterEngines } from '@wallboard/cluster-lab'
import { rm } from 'node:fs/promises'
import type { Domain } from '../domains.ts'
import type { Child } from './child.ts'
import { newDataDir, signIn, startProduct, startUpstream, type Rig, type Server } from './rig.ts'

/** A node of the measured cluster. */
export interface BenchNode extends Server {
  readonly name: string
  readonly url: string
}

/** A simulated Five9, Redis, PostgreSQL, and what starts nodes on them. */
export interface ClusterRig {
  readonly upstream: Child
  readonly queueIds: readonly string[]
  readonly engines: ClusterEngines
  /** Starts a node of the cluster, or with `isAlone` a server that has PostgreSQL and no Redis. */
  readonly startNode: (name: string, isAlone?: boolean) => Promise<BenchNode>
  /** Whether this node owns the feed; waits until a node does. */
  readonly isOwner: (node: BenchNode) => Promise<boolean>
  readonly stop: () => Promise<void>
}

const ownedWithinMs = 20_000

export async function startClusterRig(domain: Domain): Promise<ClusterRig> {
  const [upstream, engines] = await Promise.all([startUpstream(domain), startEngines()])
  const { loginUrl, queueIds } = upstream.ready
  const dataDirs: string[] = []
  const redisUrl = () => `redis://127.0.0.1:${engines.redis().port}`
  return {
    upstream: upstream.child,
    queueIds,
    engines,
    async startNode(name, isAlone = false) {
      const dataDir = await newDataDir()
      dataDirs.push(dataDir)
      const environment = {
        NODE_NAME: name,
        DATABASE_URL: engines.databaseUrl,
        ...(isAlone ? {} : { REDIS_URL: redisUrl() }),
      }
      return { name, ...(await startProduct({ loginUrl, dataDir, environment, cores: 'all' })) }
    },
    async isOwner({ name }) {
      const endsAt = performance.now() + ownedWithinMs
      while (engines.owner() === undefined) {
        if (performance.now() > endsAt) throw new Error('no node owns the feed')
        await pause(100)
      }
      return engines.owner()?.startsWith(name) === true
    },
    async stop() {
      await upstream.child.stop()
      await engines.close()
      for (const dataDir of dataDirs) await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** A node as the rig of the functions that measure feeds. */
export async function rigOfNode(cluster: ClusterRig, node: BenchNode, domain: Domain): Promise<Rig> {
  const { upstream, queueIds } = cluster
  return {
    ...{ domain, upstream, queueIds, url: node.url },
    server(target) {
      if (target !== 'product') throw new Error('a node of a cluster is compared with nodes only')
      return node
    },
    cookie: await signIn(node.url),
    stop: () => node.child.stop(),
  }
}
