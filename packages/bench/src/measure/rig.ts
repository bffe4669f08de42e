import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { BusyDomainReady, RelayReady, UpstreamReady } from '../children/orders.ts'
import type { Domain } from '../domains.ts'
import { benchProgram, startChild, type Child, type Cores } from './child.ts'

const user = { username: 'bench@wallboard.test', password: 'measures only' }
export const metricsToken = 'for the bench and nobody else'

/** What the product is compared with; docs/performance.md describes each. */
export type Reference = 'raw' | 'ideal' | 'naive' | 'handshakes'
export type Target = 'product' | Reference
/** Targets that send the frames of the upstream. */
export type Relay = Exclude<Target, 'handshakes' | 'ideal'>

/** A server that screens connect to. */
export interface Server {
  readonly child: Child
  readonly port: number
}

/** A product that a person has signed in to. */
export interface SignedIn {
  readonly url: string
  /** The cookie of a supervisor's browser session. */
  readonly cookie: string
  /** In the order of Five9's rows. */
  readonly queueIds: readonly string[]
}

/** A domain, its simulated Five9, the product, and the references that it was started with. */
export interface Rig extends SignedIn {
  readonly domain: Domain
  readonly upstream: Child
  /** @throws Error for a reference that this rig was started without */
  readonly server: (target: Target) => Server
  readonly stop: () => Promise<void>
}

/** A slow-down that `--plant` adds to each measured product. */
const planted = () => (process.env['BENCH_PLANT'] === undefined ? [] : [benchProgram('product-probe.js')])

const productPath = fileURLToPath(new URL('../../../../apps/bff/dist/main.js', import.meta.url))
const Listening = z.object({ url: z.string() })

const programs: Readonly<Record<Reference, string>> = {
  raw: 'raw-pipe.ts',
  ideal: 'ideal-coalescer.ts',
  naive: 'naive-relay.ts',
  handshakes: 'bare-handshakes.ts',
}

/** @param plainUrl the upstream's plain socket; empty for a reference that needs none */
export async function startReference(name: Reference, plainUrl: string): Promise<Server> {
  const { child, ready } = await startChild(
    { name, path: benchProgram(programs[name]), cores: 'first' },
    `${plainUrl}/${name}`,
    RelayReady,
  )
  return { child, port: ready.port }
}

/** Starts the simulated Five9 of a domain. */
export const startUpstream = (
  domain: Domain,
): Promise<{ readonly child: Child; readonly ready: UpstreamReady }> =>
  startChild(
    { name: 'the upstream', path: benchProgram('upstream.ts'), cores: 'others' },
    JSON.stringify({ ...domain, ...user }),
    UpstreamReady,
  )

/** Starts the simulated Five9 of a contact centre whose figures move by themselves. */
export const startBusyDomain = (size: {
  readonly queues: number
  readonly agents: number
  readonly load: number
}): Promise<{ readonly child: Child; readonly ready: BusyDomainReady }> =>
  startChild(
    { name: 'the busy domain', path: benchProgram('busy-domain.ts'), cores: 'others' },
    JSON.stringify({ ...size, ...user }),
    BusyDomainReady,
  )

/** Starts the product as built; resolves when it listens. */
export async function startProduct(options: {
  readonly loginUrl: string
  readonly dataDir: string
  readonly sharesDeflate?: boolean
  /** Modules that run in its process before it does. */
  readonly imports?: readonly string[]
  /** Other variables of the server. */
  readonly environment?: Readonly<Record<string, string>>
  /** Another build of the server; default: that of this checkout. */
  readonly program?: string
  /** Default: `first`. */
  readonly cores?: Cores
  /** True: how long it takes to start is measured. */
  readonly isStartMeasured?: boolean
}): Promise<Server & { readonly url: string }> {
  const { loginUrl, dataDir, sharesDeflate = false, imports = [], environment = {} } = options
  const { child, ready } = await startChild(
    {
      name: 'the product',
      path: options.program ?? productPath,
      cores: options.cores ?? 'first',
      startsOnAllCores: options.isStartMeasured !== true,
      imports: [...planted(), ...imports],
    },
    '',
    Listening,
    {
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      FIVE9_LOGIN_URL: loginUrl,
      FIVE9_USERNAME: user.username,
      FIVE9_PASSWORD: user.password,
      METRICS_TOKEN: metricsToken,
      // All screens of a run have the address of this machine and belong to one person.
      MAX_CONNECTIONS_PER_ADDRESS: '8000',
      MAX_CONNECTIONS_PER_USER: '8000',
      LOG_LEVEL: 'error',
      ...(sharesDeflate ? { SHARED_DEFLATE: 'on' } : {}),
      ...environment,
    },
  )
  return { child, url: ready.url, port: Number(new URL(ready.url).port) }
}

/** Waits until the product's figures are live, then signs in as a browser does. Resolves to the cookie. */
export async function signIn(url: string): Promise<string> {
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

export const newDataDir = (): Promise<string> => mkdtemp(join(tmpdir(), 'wallboard-bench-'))

/** Starts the simulator, the product as built, and the references. */
export async function startRig(
  domain: Domain,
  options: {
    readonly references?: readonly Reference[]
    readonly sharesDeflate?: boolean
    /** Other variables of the product. */
    readonly environment?: Readonly<Record<string, string>>
    /** Another build of the product. */
    readonly program?: string
  } = {},
): Promise<Rig> {
  const { references = [], sharesDeflate = false, environment = {}, program } = options
  const upstream = await startUpstream(domain)
  const { loginUrl, plainUrl, queueIds } = upstream.ready
  const dataDir = await newDataDir()
  const [product, ...others] = await Promise.all([
    startProduct({
      ...{ loginUrl, dataDir, sharesDeflate, environment },
      ...(program === undefined ? {} : { program }),
    }),
    ...references.map(async (name) => [name, await startReference(name, plainUrl)] as const),
  ])
  const servers = new Map<Target, Server>([...others, ['product', product]])
  return {
    domain,
    upstream: upstream.child,
    queueIds,
    server(target) {
      const server = servers.get(target)
      if (server === undefined) throw new Error(`the rig ${domain.name} was started without ${target}`)
      return server
    },
    url: product.url,
    cookie: await signIn(product.url),
    async stop() {
      await Promise.all([...servers.values()].map(({ child }) => child.stop()))
      await upstream.child.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
