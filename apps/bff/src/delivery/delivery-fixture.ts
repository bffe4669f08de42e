import { once } from 'node:events'
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { NewChannel } from '@wallboard/relay/rest/alert-channels'
import type { GroupPolicy } from '@wallboard/alerts'
import { closing } from '../../tests/clean-up.ts'
import { openNode, type SkipContext, type StorageEngine } from '../../tests/storage-engines.ts'
import type { Db } from '../storage/database.ts'
import { parseAllowEntry } from './address-check.ts'
import type { AlertFacts, AlertNotice } from './alert-notice.ts'
import { startDelivery, type AlertDelivery, type AlertDeliveryDeps } from './delivery.ts'

export const by = { org: '1', username: 'ann' }
export const signingKey = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

/** The facts of an alert about queue 12. */
export const facts = (alertId = 'a1', changed: Partial<AlertFacts> = {}): AlertFacts => ({
  ...{ alertId, dedupKey: 'r7:queue:12', level: 'critical', domain: 'Acme' },
  rule: { id: 'r7', name: 'Longest wait', revision: 3 },
  entity: { kind: 'queue', id: '12', name: 'Renewals' },
  ...{ metric: 'currentLongestQueueTime', label: 'longest wait', value: 301_000, unit: 'ms', limit: 300_000 },
  since: Date.UTC(2026, 10, 26, 10, 40, 5),
  ...{ by: null, path: '/queues/12' },
  ...changed,
})

export const noticeOf = (
  id: string,
  type: AlertNotice['type'] = 'alert.firing',
  changed: Partial<AlertNotice> = {},
): AlertNotice => ({
  ...{ id, type, channelKey: 'hook', at: Date.UTC(2026, 10, 26, 10, 40, 5) },
  alert: facts(),
  ...changed,
})

/** The list of WEBHOOK_ALLOW. */
export const allowing = (...entries: string[]) => entries.flatMap((entry) => parseAllowEntry(entry) ?? [])

/** Clocks that a test moves. */
export function testClock(start = Date.UTC(2026, 10, 26, 10, 40, 5)) {
  let now = start
  return { now: () => now, pass: (ms: number) => (now += ms) }
}

/** Adds a webhook with the key `hook`. */
export async function addChannel(
  { channels }: Pick<AlertDelivery, 'channels'>,
  address: string,
  changed: Partial<NewChannel> = {},
) {
  const kind = changed.kind ?? 'webhook'
  const input = { key: 'hook', name: 'Hook', kind, address, allowsNames: false }
  const key = kind === 'webhook' ? { signingKey } : {}
  const created = await channels.create(by, { ...input, ...key, ...changed })
  if (!created.ok) throw new Error(JSON.stringify(created.fault))
}

/** No message waits for others, and nothing is a flood. */
export const withoutGroups: GroupPolicy = {
  ...{ waitMs: 0, pauseMs: 0, summaryPauseMs: 0 },
  floodCount: Infinity,
}

/** Opens the database of a test; a test of an engine replaces it, until the end of the test. */
let openTestDatabase: () => Promise<Db> = () => openNode(undefined)

/** Makes the tests of a `describe` open their databases on an engine: to be called with the context of each test. */
export function openDatabasesOn(engine: StorageEngine, context: SkipContext): void {
  const before = openTestDatabase
  openTestDatabase = () => engine.open(context)
  closing.push(() => (openTestDatabase = before))
}

/** An empty database, which is closed after the test. */
export const testDatabase = (): Promise<Db> => openTestDatabase()

/** Starts delivery on a database of its own, with clocks of the test, and without groups unless the test has a policy. */
export async function startTestDelivery(
  changed: Partial<AlertDeliveryDeps> = {},
  database?: { readonly db: Db },
) {
  const db = database?.db ?? (await testDatabase())
  const clock = testClock()
  const warnings: unknown[] = []
  const delivery = await startDelivery({
    db,
    installationKey: new Uint8Array(32).fill(7),
    allow: allowing('127.0.0.1'),
    messageOptions: { publicUrl: 'https://wallboard.example', timeZone: 'UTC' },
    now: clock.now,
    nowWall: clock.now,
    random: () => 0.5,
    groupPolicy: withoutGroups,
    agentFor: () => undefined,
    logError: (error) => {
      throw error
    },
    warn: (event, detail) => warnings.push([event, detail]),
    ...changed,
  })
  closing.push(() => delivery.close())
  const enqueue = (...notices: AlertNotice[]) =>
    db.transaction().execute((transaction) => delivery.outbox.enqueue(transaction, by.org, notices))
  /** Lets time pass and waits until nothing is due. */
  async function pass(ms: number): Promise<void> {
    clock.pass(ms)
    delivery.wake()
    await delivery.settled()
  }
  const log = async (key = 'hook') => {
    const listed = await delivery.channels.deliveries(by.org, key)
    return listed.ok ? listed.value : []
  }
  return { db, delivery, clock, warnings, enqueue, pass, log }
}

export interface ReceivedRequest {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
  readonly method: string | undefined
}

/** A receiver on this machine that records requests and answers as the test says; with TLS when it has a certificate. */
export async function startReceiver(
  answer: (request: ReceivedRequest, response: ServerResponse, count: number) => void,
  tls?: { readonly key: string; readonly cert: string },
) {
  const received: ReceivedRequest[] = []
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => {
      const { url: path = '', headers, method } = request
      received.push({ path, headers, body, method })
      answer({ path, headers, body, method }, response, received.length)
    })
  }
  const server = tls === undefined ? createHttpServer(handle) : createHttpsServer(tls, handle)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo
  return { port, received, url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}/hook` }
}

/** Answers with a status, and headers. */
export const status =
  (code: number, headers: Record<string, string> = {}, body = '') =>
  (_request: unknown, response: ServerResponse): void => {
    response.writeHead(code, headers).end(body)
  }
