/** The people, queues and work of the simulated contact centre: mutable state, changed by `floor.ts` alone. */

export type WorkKind = 'call' | 'callback' | 'voicemail'

/** Something that waits in a queue. */
export interface Work {
  readonly kind: WorkKind
  readonly queue: Queue
  readonly enqueuedAt: number
  readonly customer: string
  isWaiting: boolean
}

export interface Queue {
  readonly id: string
  name: string
  isOpen: boolean
  /** Calls per millisecond at the peak of the day. */
  readonly peakRate: number
  readonly medianTalkMs: number
  readonly meanPatienceMs: number
  readonly waiting: Record<WorkKind, Work[]>
  /** The longest wait that ended, in milliseconds. */
  longestEndedMs: number
}

export type AgentState = 'LOGGED_OUT' | 'NOT_READY' | 'READY' | 'RINGING' | 'ON_CALL' | 'ACW'

export interface ReasonCode {
  readonly id: string
  readonly name: string
  readonly selectable: boolean
}

/** What an agent did since signing in. */
export interface AgentTally {
  calls: number
  talkMs: number
  wrapMs: number
  breaks: number
  breakMs: number
  voicemails: number
}

export interface Agent {
  readonly id: string
  readonly userName: string
  readonly fullName: string
  readonly extension: string
  readonly skills: Set<string>
  state: AgentState
  stateSince: number
  loggedInAt: number
  reason: ReasonCode | undefined
  work: Work | undefined
  wantsBreak: boolean
  tally: AgentTally
}

export const reasonCodes: readonly ReasonCode[] = [
  { id: '100001', name: 'Lunch', selectable: true },
  { id: '100002', name: 'Short break', selectable: true },
  { id: '100003', name: 'Training', selectable: true },
  { id: '100004', name: 'Team meeting', selectable: true },
]

export function emptyTally(): AgentTally {
  return { calls: 0, talkMs: 0, wrapMs: 0, breaks: 0, breakMs: 0, voicemails: 0 }
}
