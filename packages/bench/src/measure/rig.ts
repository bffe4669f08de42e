import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { RelayReady, UpstreamReady } from '../children/orders.ts'
import type { Domain } from '../domains.ts'
import { benchProgram, startChild, type Child } from './child.ts'

export const user = { username: 'bench@wallboard.test', password: 'measures only' }
export const metricsToken = 'for the bench and nobody else'

/** What the product is compared with: the limit, what most people write, and a handshake without anything after it. */
export type Reference = 'raw' | 'naive' | 'handshakes'
export type Target = 'product' | Reference
/** Who is sent frames. */
export type Relay = Exclude<Target, 'handshakes'>

/** Whom screens connect to. */
export interface Server {
  readonly child: Child
  readonly port: number
}

/** A domain with everything that relays it, ready to be measured. */
export interface Rig {
  readonly domain: Domain
  readonly upstream: Child
  /** In the order of Five9's rows. */
  readonly queueIds: readonly string[]
  /** @throws Error for a reference that this floor was started without */
  readonly server: (target: Target) => Server
  readonly url: string
  /** A supervisor's session at the product. */
  readonly cookie: string
  readonly stop: () => Promise<void>
}

const productPath = fileURLToPath(new URL('../../../../apps/bff/dist/main.js', import.meta.url))
const Listening = z.object({ url: z.string() })

const programs: Readonly<Record<Reference, string>> = {
  raw: 'raw-pipe',
  naive: 'naive-relay',
  handshakes: 'bare-handshakes',
}

async function startReference(name: Reference, plainUrl: string): Promise<Server> {
  const { child, ready } = await startChild(
    { name, path: benchProgram(programs[name]), isMeasured: true },
    `${plainUrl}/${name}`,
    RelayReady,
  )
  return { child, port: ready.port }
}

/** Signs in as a browser does, once the product says that its figures are live. */
async function signIn(url: string): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const ready = await fetch(`${url}/readyz`)
    await ready.text()
    if (ready.ok) break
    await pause(100)
  }
  const reply = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(user),
  })
  if (!reply.ok) throw new Error(`the product refused the sign-in: ${await reply.text()}`)
  return (reply.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? ''
}

interface RigOptions {
  /** What the product is compared with on this floor. */
  readonly references?: readonly Reference[]
  readonly sharesDeflate?: boolean
}

/** Starts the simulator, the product as built, and what it is compared with. */
export async function startRig(domain: Domain, options: RigOptions = {}): Promise<Rig> {
  const { references = [], sharesDeflate = false } = options
  const upstream = await startChild(
    { name: 'the upstream', path: benchProgram('upstream'), isMeasured: false },
    JSON.stringify({ ...domain, ...user }),
    UpstreamReady,
  )
  const { loginUrl, plainUrl, queueIds } = upstream.ready
  const dataDir = await mkdtemp(join(tmpdir(), 'wallboard-bench-'))
  const starting = startChild({ name: 'the product', path: productPath, isMeasured: true }, '', Listening, {
    PORT: '0',
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    FIVE9_LOGIN_URL: loginUrl,
    FIVE9_USERNAME: user.username,
    FIVE9_PASSWORD: user.password,
    METRICS_TOKEN: metricsToken,
    // All screens of a run come from this machine, as one person.
    MAX_CONNECTIONS_PER_ADDRESS: '8000',
    MAX_CONNECTIONS_PER_USER: '8000',
    LOG_LEVEL: 'error',
    ...(sharesDeflate ? { SHARED_DEFLATE: 'on' } : {}),
  })
  const others = Promise.all(
    references.map(async (name): Promise<[Target, Server]> => [name, await startReference(name, plainUrl)]),
  )
  const product = await starting
  const { url } = product.ready
  const servers = new Map<Target, Server>([
    ...(await others),
    ['product', { child: product.child, port: Number(new URL(url).port) }],
  ])
  return {
    domain,
    upstream: upstream.child,
    queueIds,
    server(target) {
      const server = servers.get(target)
      if (server === undefined) throw new Error(`${domain.name} was started without ${target}`)
      return server
    },
    url,
    cookie: await signIn(url),
    async stop() {
      for (const { child } of servers.values()) await child.stop()
      await upstream.child.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
