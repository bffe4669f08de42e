import { encodeServerMessage, relayVersion, type ServerMessage } from '@wallboard/relay'
import type { Board } from '@wallboard/relay/board'
import type { Service } from '@wallboard/bff/service'
import type { Page, WebSocketRoute } from '@playwright/test'

/**
 * A display whose server is played by the test, message by message and at the test's own time: for pictures that must
 * be the same each time, and for weeks that must pass in minutes. The page itself is the one that the server serves.
 */
export interface StagedDisplay {
  readonly say: (message: ServerMessage) => void
  /** The socket of now; another one after the page reconnected. */
  readonly sockets: () => number
  /** What the screen said, as text. */
  readonly heard: readonly string[]
}

/** A Thursday morning. */
export const stageTime = Date.UTC(2026, 10, 26, 9, 30, 0)

const display = {
  id: 'd',
  name: 'Hall, left',
  settings: { timeZone: 'UTC', nightHours: null, schedule: [], room: '' },
}

export const upLink = (now: number) => ({ state: 'up', since: now, reason: null, confirmedAt: now }) as const

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
  return {
    id: String(300_001 + index),
    asOf: now,
    callsInQueue: calls,
    currentLongestQueueTime: calls * 23_000,
    callbacksInQueue: index % 4 === 0 ? 2 : 0,
    voicemailsInQueue: index % 7 === 3 ? 1 : 0,
    vivrCallsInQueue: 0,
    agentsInQueue: (index * 3) % 6,
    agentsOnCall: (index * 5) % 8,
    agentsNotReadyForCalls: (index * 2) % 5,
    agentsLoggedIn: 19,
  }
}

const states = ['READY', 'ON_CALL', 'NOT_READY', 'ACW', 'LOGGED_OUT', 'RINGING']

export function stagedSnapshot(queues: number, now: number): Extract<ServerMessage, { type: 'snapshot' }> {
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

/** Opens the display on a stage; its own clock stands where `page.clock` was set. */
export async function stageDisplay(
  page: Page,
  service: Service,
  board: Board,
  snapshot: Extract<ServerMessage, { type: 'snapshot' }>,
): Promise<StagedDisplay> {
  let current: WebSocketRoute | undefined
  let sockets = 0
  const heard: string[] = []
  const say = (message: ServerMessage) => current?.send(encodeServerMessage(message))
  await page.route('**/api/display', (route) => route.fulfill({ json: display }))
  await page.routeWebSocket('**/api/live*', (socket) => {
    current = socket
    sockets += 1
    socket.onMessage((text) => {
      heard.push(String(text))
      if (!String(text).includes('"subscribe"')) return
      say(snapshot)
    })
    say({ type: 'hello', version: relayVersion, build: 'stage', serverTime: snapshot.serverTime })
    say({ type: 'board', display, boardId: 'staged', revision: 1, board })
  })
  await page.goto(`${service.url}/display`)
  return { say, heard, sockets: () => sockets }
}
