/**
 * The contact centre as a discrete-event model: Poisson arrivals with a daily profile, exponential patience,
 * log-normal talk and after-call work, agents with several skills taken by longest idle time, breaks with reason
 * codes. The caller moves its clock; it has none of its own.
 */
import type { StatRow } from '@wallboard/five9/events'
import { createAgenda } from './agenda.ts'
import {
  emptyTally,
  reasonCodes,
  type Agent,
  type AgentState,
  type Queue,
  type Work,
  type WorkKind,
} from './contact-centre.ts'
import { agentName, queueName } from './names.ts'
import { createRandom } from './random.ts'
import { rowsOf } from './rows.ts'

export interface FloorOptions {
  /** Same seed and options, same run. */
  readonly seed: number
  readonly queues: number
  readonly agents: number
  /** Traffic over what the agents can just carry well: 1 is a normal day. */
  readonly load: number
  /** Epoch milliseconds. The floor is already in full swing at that instant. */
  readonly startAt: number
}

export interface FloorUser {
  readonly id: string
  readonly userName: string
  readonly fullName: string
  readonly extension: string
  readonly skillIds: readonly string[]
}

export interface Floor {
  readonly now: () => number
  readonly advanceTo: (at: number) => void
  /** Every data source as Five9 would show it now, totals rows included. */
  readonly rows: () => ReadonlyMap<string, readonly StatRow[]>
  readonly queues: () => readonly { readonly id: string; readonly name: string }[]
  readonly users: () => readonly FloorUser[]
  /** Returns the new queue's id. */
  readonly addQueue: (name: string) => string
  readonly renameQueue: (id: string, name: string) => boolean
  readonly removeQueue: (id: string) => boolean
}

const minute = 60_000
const warmUpMs = 90 * minute
const ringMs = 3_000
const medianWrapMs = 30_000
/** Talk, wrap and ringing of an average call; log-normal means lie above their medians. */
const averageWorkMs = 250_000
const shareAtWork = 0.8

/** Traffic over the day as a share of its peak, by UTC hour: never below 0.6, so that a demo is lively at any hour. */
function dailyProfile(at: number): number {
  const hour = (at / (60 * minute)) % 24
  return 0.8 + 0.2 * Math.sin(((hour - 8) / 12) * Math.PI)
}

export function createFloor(options: FloorOptions): Floor {
  const random = createRandom(options.seed)
  const agenda = createAgenda()
  const queues = new Map<string, Queue>()
  const agents: Agent[] = []
  let now = options.startAt - warmUpMs
  let nextQueueId = 300_001
  let customers = 0

  const after = (delayMs: number, action: () => void) => {
    agenda.plan(now + Math.max(1, Math.round(delayMs)), action)
  }

  function setState(agent: Agent, state: AgentState): void {
    if (agent.state === 'NOT_READY') agent.tally.breakMs += now - agent.stateSince
    if (state === 'NOT_READY') agent.tally.breaks += 1
    agent.state = state
    agent.stateSince = now
  }

  /** The work that an agent should take: calls before callbacks before voicemails, the longest waiting first. */
  function nextWorkFor(agent: Agent): Work | undefined {
    for (const kind of ['call', 'callback', 'voicemail'] satisfies WorkKind[]) {
      const firsts = [...agent.skills].flatMap((id) => queues.get(id)?.waiting[kind][0] ?? [])
      if (firsts.length > 0) return firsts.reduce((a, b) => (b.enqueuedAt < a.enqueuedAt ? b : a))
    }
    return undefined
  }

  function leaveQueue(work: Work): void {
    const line = work.queue.waiting[work.kind]
    const index = line.indexOf(work)
    if (index >= 0) line.splice(index, 1)
    work.isWaiting = false
    work.queue.longestEndedMs = Math.max(work.queue.longestEndedMs, now - work.enqueuedAt)
  }

  function take(agent: Agent, work: Work): void {
    leaveQueue(work)
    agent.work = work
    setState(agent, 'RINGING')
    after(ringMs, () => {
      talk(agent, work)
    })
  }

  function talk(agent: Agent, work: Work): void {
    setState(agent, 'ON_CALL')
    const talkMs = Math.round(random.logNormal(work.queue.medianTalkMs, 0.6))
    after(talkMs, () => {
      agent.work = undefined
      if (work.kind === 'voicemail') agent.tally.voicemails += 1
      setState(agent, 'ACW')
      const wrapMs = Math.round(random.logNormal(medianWrapMs, 0.5))
      after(wrapMs, () => {
        agent.tally.calls += 1
        agent.tally.talkMs += talkMs
        agent.tally.wrapMs += wrapMs
        becomeFree(agent)
      })
    })
  }

  function becomeFree(agent: Agent): void {
    if (agent.wantsBreak) {
      startBreak(agent)
      return
    }
    setState(agent, 'READY')
    const work = nextWorkFor(agent)
    if (work !== undefined) take(agent, work)
  }

  function startBreak(agent: Agent): void {
    agent.wantsBreak = false
    agent.reason = reasonCodes[random.below(reasonCodes.length)]
    setState(agent, 'NOT_READY')
    after(random.logNormal(9 * minute, 0.5), () => {
      agent.reason = undefined
      becomeFree(agent)
    })
    planBreak(agent)
  }

  function planBreak(agent: Agent): void {
    after(random.exponential(55 * minute), () => {
      if (agent.state === 'READY') startBreak(agent)
      else agent.wantsBreak = true
    })
  }

  function enqueue(queue: Queue, kind: WorkKind): void {
    customers += 1
    const customer = `+1 555 01${String(customers % 100_000).padStart(5, '0')}`
    const work: Work = { kind, queue, enqueuedAt: now, customer, isWaiting: true }
    queue.waiting[kind].push(work)
    const idle = agents.filter((agent) => agent.state === 'READY' && agent.skills.has(queue.id))
    if (idle.length > 0)
      take(
        idle.reduce((a, b) => (b.stateSince < a.stateSince ? b : a)),
        work,
      )
    else if (kind === 'call')
      after(random.exponential(queue.meanPatienceMs), () => {
        giveUp(work)
      })
  }

  /** A caller out of patience hangs up; some ask for a callback or leave a voicemail first. */
  function giveUp(work: Work): void {
    if (!work.isWaiting) return
    leaveQueue(work)
    if (random.chance(0.25)) enqueue(work.queue, 'callback')
    else if (random.chance(0.1)) enqueue(work.queue, 'voicemail')
  }

  /** Arrivals of a varying Poisson process by thinning: candidates at the peak rate, kept by the hour's share. */
  function planArrival(queue: Queue): void {
    after(random.exponential(1 / queue.peakRate), () => {
      if (!queue.isOpen) return
      if (random.chance(dailyProfile(now))) enqueue(queue, 'call')
      planArrival(queue)
    })
  }

  function addQueue(name: string, peakRate: number): string {
    const id = String(nextQueueId)
    nextQueueId += 1
    const queue: Queue = {
      id,
      name,
      isOpen: true,
      peakRate,
      medianTalkMs: 130_000 + random.below(90_000),
      meanPatienceMs: 120_000 + random.below(240_000),
      waiting: { call: [], callback: [], voicemail: [] },
      longestEndedMs: 0,
    }
    queues.set(id, queue)
    planArrival(queue)
    return id
  }

  function addAgent(index: number, queueIds: readonly string[]): void {
    const skills = new Set<string>()
    const wanted = Math.min(queueIds.length, 2 + random.below(3))
    for (let pick = index; skills.size < wanted; pick += 1 + random.below(queueIds.length)) {
      skills.add(queueIds[pick % queueIds.length] ?? '')
    }
    const fullName = agentName(index)
    const agent: Agent = {
      id: String(200_001 + index),
      userName: `agent${index + 1}@wallboard.test`,
      fullName,
      extension: String(4_001 + index),
      skills,
      state: 'LOGGED_OUT',
      stateSince: now,
      loggedInAt: 0,
      reason: undefined,
      work: undefined,
      wantsBreak: false,
      tally: emptyTally(),
    }
    agents.push(agent)
    if (!random.chance(shareAtWork + 0.1)) return
    after(random.uniform() * 30 * minute, () => {
      agent.loggedInAt = now
      planBreak(agent)
      becomeFree(agent)
    })
  }

  function advanceTo(at: number): void {
    agenda.runUntil(at, (due) => {
      now = due
    })
    now = Math.max(now, at)
  }

  const totalRate = (options.load * 0.86 * options.agents * shareAtWork) / averageWorkMs
  const shares = Array.from({ length: options.queues }, () => 0.4 + random.uniform())
  const shareSum = shares.reduce((sum, share) => sum + share, 0)
  const firstIds = shares.map((share, index) =>
    addQueue(queueName(index), Math.max((totalRate * share) / shareSum, 1e-9)),
  )
  for (let index = 0; index < options.agents && firstIds.length > 0; index += 1) addAgent(index, firstIds)
  advanceTo(options.startAt)

  return {
    now: () => now,
    advanceTo,
    rows: () => rowsOf([...queues.values()], agents, now),
    queues: () => [...queues.values()].map(({ id, name }) => ({ id, name })),
    users: () =>
      agents.map(({ id, userName, fullName, extension, skills }) => ({
        id,
        userName,
        fullName,
        extension,
        skillIds: [...skills],
      })),
    addQueue(name) {
      const id = addQueue(name, Math.max(totalRate / Math.max(queues.size, 1), 1e-6))
      for (const agent of agents) if (random.chance(0.3)) agent.skills.add(id)
      return id
    },
    renameQueue(id, name) {
      const queue = queues.get(id)
      if (queue !== undefined) queue.name = name
      return queue !== undefined
    },
    removeQueue(id) {
      const queue = queues.get(id)
      if (queue === undefined) return false
      queue.isOpen = false
      for (const work of Object.values(queue.waiting).flat()) work.isWaiting = false
      for (const agent of agents) agent.skills.delete(id)
      return queues.delete(id)
    },
  }
}
