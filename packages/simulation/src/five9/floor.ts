import type { Random } from '../runtime/random.ts'
import { agentSource, canary, totalsId, waitField, type Fields, type Source } from './rows.ts'

interface Queue {
  readonly id: string
  name: string
  /** True times since when calls wait, oldest first. */
  readonly waiting: number[]
  callbacks: number
}

interface Agent {
  readonly id: string
  readonly name: string
  state: 'READY' | 'ON_CALL' | 'NOT_READY'
  /** Five9's wall clock when the state began. */
  stateSince: number
  reason: string | null
  readonly queueIds: readonly string[]
}

/** The queues and agents of a small contact centre as they are now. */
export interface Floor {
  /** Changes something at random. Returns the event that announces it beside the statistics, if there is one. */
  readonly change: () => string | undefined
  /** All rows of a source as they are now. */
  readonly rows: (source: Source) => readonly Fields[]
  /** True time since when the oldest call of a queue waits; of all queues for the id of the totals row. */
  readonly waitsSince: (queueId: string) => number | undefined
  readonly queues: () => readonly { readonly id: string; readonly name: string }[]
  readonly users: () => readonly Pick<Agent, 'id' | 'name' | 'queueIds'>[]
}

const skillsChanged = '5003'
const usersChanged = '5006'
const maxQueues = 4
const maxAgents = 4
const names = ['Sales', 'Support', 'Billing', 'Night\nDesk', '__proto__', 'Sales', '']

function oldestWait(queues: readonly Queue[]): number | undefined {
  const since = queues.flatMap((queue) => queue.waiting[0] ?? [])
  return since.length === 0 ? undefined : Math.min(...since)
}

const agentRow = ({ id, state, stateSince, reason }: Agent): Fields => ({
  id,
  state,
  stateSince,
  reasonCodeId: reason,
  customer: `${canary} customer`,
})

/** @param now true time. @param five9Now Five9's wall clock */
export function createFloor(random: Random, now: () => number, five9Now: () => number): Floor {
  const queues = new Map<string, Queue>()
  const agents = new Map<string, Agent>()
  let ids = 0

  function addQueue(): void {
    ids += 1
    const id = String(100 + ids)
    queues.set(id, { id, name: random.pick(names), waiting: [], callbacks: 0 })
  }

  function addAgent(): void {
    ids += 1
    const id = String(100 + ids)
    const queueIds = [...queues.keys()].filter(() => random.chance(0.6))
    const stateSince = five9Now()
    agents.set(id, { id, name: `Agent ${ids}`, state: 'READY', stateSince, reason: null, queueIds })
  }

  for (let count = random.integer(2, 3); count > 0; count -= 1) addQueue()
  for (let count = random.integer(2, 3); count > 0; count -= 1) addAgent()

  function queueRow(id: string, of: readonly Queue[]): Fields {
    const since = oldestWait(of)
    const total = (number: (queue: Queue) => number) => of.reduce((sum, queue) => sum + number(queue), 0)
    return {
      id,
      callsInQueue: total(({ waiting }) => waiting.length),
      callbacksInQueue: total(({ callbacks }) => callbacks),
      agentsLoggedIn: agents.size,
      agentsOnCall: [...agents.values()].filter(({ state }) => state === 'ON_CALL').length,
      [waitField]: since === undefined ? 0 : now() - since,
    }
  }

  const anyQueue = () => random.pick([...queues.values()])

  function changeCalls(): void {
    const queue = anyQueue()
    if (random.chance(0.15)) queue.callbacks = Math.max(0, queue.callbacks + (random.chance(0.5) ? 1 : -1))
    else if (queue.waiting.length === 0 || (queue.waiting.length < 5 && random.chance(0.5)))
      queue.waiting.push(now())
    else queue.waiting.splice(random.integer(0, queue.waiting.length - 1), 1)
  }

  function changeAgent(): void {
    const agent = random.pick([...agents.values()])
    agent.state = random.pick(['READY', 'ON_CALL', 'NOT_READY'])
    agent.reason = agent.state === 'NOT_READY' ? '9' : null
    agent.stateSince = five9Now()
  }

  function changeStructure(): string {
    const kind = random.integer(0, 4)
    if (kind === 0 && queues.size < maxQueues) addQueue()
    else if (kind === 1 && queues.size > 1) queues.delete(anyQueue().id)
    else if (kind === 2) anyQueue().name = random.pick(names)
    else if (kind === 3 && agents.size < maxAgents) {
      addAgent()
      return usersChanged
    } else if (agents.size > 1) {
      agents.delete(random.pick([...agents.keys()]))
      return usersChanged
    }
    return skillsChanged
  }

  return {
    change() {
      const kind = random.next()
      if (kind < 0.08) return changeStructure()
      if (kind < 0.35) changeAgent()
      else changeCalls()
      return undefined
    },
    rows(source) {
      if (source === agentSource) return [...agents.values()].map(agentRow)
      const all = [...queues.values()]
      return [queueRow(totalsId, all), ...all.map((queue) => queueRow(queue.id, [queue]))]
    },
    waitsSince(queueId) {
      const queue = queues.get(queueId)
      return oldestWait(queueId === totalsId ? [...queues.values()] : queue === undefined ? [] : [queue])
    },
    queues: () => [...queues.values()].map(({ id, name }) => ({ id, name })),
    users: () => [...agents.values()],
  }
}
