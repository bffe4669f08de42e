import { encodeServerMessage, relayVersion, type ServerMessage } from '@wallboard/relay'
import { createStagedEvaluator } from './staged-alerts.ts'
import { noTrends } from '@wallboard/relay/rest/history-trends'
import type { Board } from '@wallboard/boards'
import type { Service } from '@wallboard/bff/service'
import { expect, type Page, type WebSocketRoute } from '@playwright/test'

/**
 * A display whose server is played by the test, message by message and at the test's own time: for pictures that must
 * be the same each time, and for weeks that must pass in minutes. The page itself is the one that the server serves.
 */
export interface StagedDisplay {
  readonly say: (message: ServerMessage) => void
  /** Waits until the page has handled every message: a clock that moves before would find silence. */
  readonly settled: () => Promise<void>
  /** Ends the connection, as a server that restarts does. */
  readonly drop: () => Promise<void>
  /** Connections that the page ever made. */
  readonly connections: () => number
  /** Those that are open now. */
  readonly openSockets: () => Promise<number>
}

/** A Thursday morning. */
export const stageTime = Date.UTC(2026, 10, 26, 9, 30, 0)

const display = {
  id: 'd',
  name: 'Hall, left',
  settings: { timeZone: 'UTC', nightHours: null, schedule: [], room: '' },
}

/**
 * Stops both clocks of a page, for pictures and counts in which no wait ticks. Its timers run on. To be called before the
 * page is opened.
 */
export async function stopClocks(page: Page, time: number): Promise<void> {
  await page.clock.setFixedTime(time)
  await page.addInitScript(() => {
    performance.now = () => 0
  })
}

export const upLink = (now: number) =>
  ({
    state: 'up',
    since: now,
    reason: null,
    confirmedAt: now,
    unconfirmed: [],
    unreadLists: [],
    domainOffsetMs: 0,
  }) as const

const names = [
  'Billing',
  'Claims',
  'Deliveries',
  'Renewals',
  'Returns',
  'Sales',
  'Technical Support',
  'Orders',
]

/** A queue of the stage: every figure follows from its number, so that two pictures of it are the same. */
export function stagedQueue(index: number, now: number, calls = (index * 7) % 5) {
  const agents = {
    agentsInQueue: (index * 3) % 6,
    agentsOnCall: (index * 5) % 8,
    agentsNotReadyForCalls: (index * 2) % 5,
  }
  return {
    id: String(300_001 + index),
    asOf: now,
    callsInQueue: calls,
    currentLongestQueueTime: calls * 23_000,
    callbacksInQueue: index % 4 === 0 ? 2 : 0,
    voicemailsInQueue: index % 7 === 3 ? 1 : 0,
    vivrCallsInQueue: 0,
    ...agents,
    agentsLoggedIn: agents.agentsInQueue + agents.agentsOnCall + agents.agentsNotReadyForCalls,
  }
}

/** The change that brings a stage from the position before to `seq`. */
export function stagedChanges(
  seq: number,
  now: number,
  updated: readonly ReturnType<typeof stagedQueue>[],
): Extract<ServerMessage, { type: 'changes' }> {
  return {
    type: 'changes',
    eventId: '5012',
    epoch: 'stage',
    prev: seq - 1,
    seq,
    asOf: now,
    payLoad: [{ dataSource: 'ACD_STATUS', added: [], updated, removed: [] }],
  }
}

const states = ['READY', 'ON_CALL', 'NOT_READY', 'ACW', 'LOGGED_OUT', 'RINGING']

type Snapshot = Extract<ServerMessage, { type: 'snapshot' }>

export function stagedSnapshot(queues: number, now: number): Snapshot {
  const rows = Array.from({ length: queues }, (_, index) => stagedQueue(index, now))
  const sum = (field: 'callsInQueue' | 'agentsInQueue') => rows.reduce((total, row) => total + row[field], 0)
  const totals = {
    id: '0',
    asOf: now,
    callsInQueue: sum('callsInQueue'),
    currentLongestQueueTime: 92_000,
    agentsInQueue: sum('agentsInQueue'),
  }
  const agents = Array.from({ length: 30 }, (_, index) => ({
    id: `a${index}`,
    asOf: now,
    state: states[index % states.length],
    stateSince: now - index * 17_000,
    reasonCodeId: '0',
  }))
  return {
    type: 'snapshot',
    eventId: '5000',
    epoch: 'stage',
    seq: 1,
    asOf: now,
    serverTime: now,
    wallOffsetMs: 0,
    queues: rows.map(({ id }, index) => ({
      id,
      name: index < names.length ? (names[index] ?? id) : `${names[index % names.length] ?? ''} ${index}`,
    })),
    payLoad: [
      { dataSource: 'ACD_STATUS', data: [totals, ...rows] },
      { dataSource: 'AGENT_STATE', data: agents },
      {
        dataSource: 'INBOUND_CAMPAIGN_STATISTICS',
        data: [
          {
            id: 'c',
            asOf: now,
            totalCallsCount: 412,
            connectedCallsCount: 380,
            abandonedCallsCount: 20,
            serviceLevelQueue: 0.812,
            averageSpeedOfAnswer: 21_000,
          },
        ],
      },
    ],
    directory: {
      agents: agents.map(({ id }, index) => ({
        id,
        name: `Agent ${String.fromCharCode(65 + (index % 26))}. ${names[index % names.length] ?? ''}`,
        queueIds: ['300001', '300002', '300003'].slice(0, 1 + (index % 3)),
      })),
      campaigns: [{ id: 'c', name: 'Inbound 1' }],
      reasons: [],
    },
    link: upLink(now),
  }
}

declare global {
  interface Window {
    /** Messages that the page has handled, by connection. */
    handledMessages: number[]
    openSockets: number
  }
}

/** A server beats, whatever else happens; what it says in between is what it said last. */
const beatEveryMs = 500

/**
 * Opens the display on a stage; its own clock stands where `page.clock` was set. Each connection gets the snapshot, or the
 * one of that moment.
 */
export async function stageDisplay(
  page: Page,
  service: Service,
  board: Board,
  given: Snapshot | (() => Snapshot),
): Promise<StagedDisplay> {
  const snapshot = typeof given === 'function' ? given : () => given
  let current: WebSocketRoute | undefined
  let connections = 0
  let said = 0
  let { serverTime, link } = snapshot()
  const evaluator = createStagedEvaluator(board)
  function say(message: ServerMessage): void {
    if ('serverTime' in message) serverTime = message.serverTime
    if ('link' in message) link = message.link
    if (current === undefined) return
    said += 1
    current.send(encodeServerMessage(message))
    const alerts = evaluator(message)
    if (alerts === undefined) return
    said += 1
    current.send(encodeServerMessage({ type: 'alerts', alerts }))
  }
  async function settled(): Promise<void> {
    const connection = connections
    const isHandled = async () => {
      const handled = await page.evaluate((index) => window.handledMessages[index] ?? 0, connection - 1)
      return connection !== connections || handled >= said
    }
    await expect.poll(isHandled, { intervals: [1, 5, 20, 50] }).toBe(true)
  }
  await page.route('**/api/display', (route) => route.fulfill({ json: display }))
  await page.route('**/api/display/trends', (route) => route.fulfill({ json: noTrends }))
  await page.routeWebSocket('**/api/live*', (socket) => {
    current = socket
    connections += 1
    said = 0
    say({ type: 'hello', version: relayVersion, build: 'stage', serverTime, wallOffsetMs: 0 })
    say({ type: 'board', display, boardId: 'staged', revision: 1, board })
    say(snapshot())
  })
  await page.addInitScript(() => {
    window.handledMessages = []
    window.openSockets = 0
    window.WebSocket = class extends window.WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols)
        const index = window.handledMessages.push(0) - 1
        const count = () => window.handledMessages.splice(index, 1, (window.handledMessages[index] ?? 0) + 1)
        this.addEventListener('message', count)
        this.addEventListener('open', () => (window.openSockets += 1))
        this.addEventListener('close', () => (window.openSockets -= 1))
      }
    }
  })
  const beating = setInterval(() => {
    say({ type: 'heartbeat', serverTime, wallOffsetMs: 0, link })
  }, beatEveryMs)
  page.once('close', () => {
    clearInterval(beating)
  })
  await page.goto(`${service.url}/display`)
  return {
    say,
    settled,
    drop: async () => current?.close({ code: 1001 }),
    connections: () => connections,
    openSockets: () => page.evaluate(() => window.openSockets),
  }
}
