import type { Random } from '../runtime/random.ts'
import { agentSource, canary, sources, totalsId, waitField, type Fields, type Source } from './rows.ts'

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
  /** Five9's clock at that moment. */
  stateSince: number
  reason: string | null
  readonly queueIds: readonly string[]
}

/** Rows that are new, rows that changed, ids that went: what one event 5012 says of a source. */
export interface Increment {
  readonly dataSource: Source
  readonly added: readonly Fields[]
  readonly updated: readonly Fields[]
  readonly removed: readonly string[]
}

/** A small contact centre: what is true, and what Five9 last said of it. */
export interface Domain {
  /** Five9's wall clock less true time. */
  clockOffsetMs: number
  /** Something happens on the floor. The result names the event that says so beside the statistics, if any. */
  readonly happen: () => string | undefined
  /** What has changed since the last call; undefined when nothing has. `isPartial`: only the changed fields. */
  readonly increment: (isPartial: boolean) => readonly Increment[] | undefined
  /** Every row of a source as it is now; it counts as said. */
  readonly full: (source: Source) => readonly Fields[]
  /** Rows as they were last said. */
  readonly said: (source: Source) => ReadonlyMap<string, Fields>
  /** True time since when the oldest call waits in a queue, or in all of them. */
  readonly waitsSince: (queueId: string) => number | undefined
  readonly queues: () => readonly { readonly id: string; readonly name: string }[]
  readonly users: () => readonly Pick<Agent, 'id' | 'name' | 'queueIds'>[]
}

const mostQueues = 4
const mostAgents = 4
const names = ['Sales', 'Support', 'Billing', 'Night\nDesk', '__proto__', 'Sales', '']

export function createDomain(random: Random, now: () => number): Domain {
  const queues = new Map<string, Queue>()
  const agents = new Map<string, Agent>()
  const said: Record<Source, Map<string, Fields>> = { ACD_STATUS: new Map(), AGENT_STATE: new Map() }
  let ids = 0
  let clockOffsetMs = 0
  const theirNow = () => now() + clockOffsetMs

  function addQueue(): void {
    ids += 1
    const id = String(100 + ids)
    queues.set(id, { id, name: random.pick(names), waiting: [], callbacks: 0 })
  }

  function addAgent(): void {
    ids += 1
    const id = String(100 + ids)
    const queueIds = [...queues.keys()].filter(() => random.chance(0.6))
    agents.set(id, {
      id,
      name: `Agent ${ids}`,
      state: 'READY',
      stateSince: theirNow(),
      reason: null,
      queueIds,
    })
  }

  for (let count = random.integer(2, 3); count > 0; count -= 1) addQueue()
  for (let count = random.integer(2, 3); count > 0; count -= 1) addAgent()

  const oldest = (waiting: readonly Queue[]): number | undefined => {
    const since = waiting.flatMap((queue) => queue.waiting[0] ?? [])
    return since.length === 0 ? undefined : Math.min(...since)
  }

  function queueRow(id: string, of: readonly Queue[]): Fields {
    const since = oldest(of)
    const count = (number: (queue: Queue) => number) => of.reduce((sum, queue) => sum + number(queue), 0)
    return {
      id,
      callsInQueue: count(({ waiting }) => waiting.length),
      callbacksInQueue: count(({ callbacks }) => callbacks),
      agentsLoggedIn: agents.size,
      agentsOnCall: [...agents.values()].filter(({ state }) => state === 'ON_CALL').length,
      [waitField]: since === undefined ? 0 : now() - since,
    }
  }

  const agentRow = ({ id, state, stateSince, reason }: Agent): Fields => ({
    id,
    state,
    stateSince,
    reasonCodeId: reason,
    customer: `${canary} customer`,
  })

  function rowsOf(source: Source): Fields[] {
    if (source === agentSource) return [...agents.values()].map(agentRow)
    const all = [...queues.values()]
    return [queueRow(totalsId, all), ...all.map((queue) => queueRow(queue.id, [queue]))]
  }

  const differs = (a: Fields, b: Fields, field: string) => field !== waitField && a[field] !== b[field]

  function incrementOf(dataSource: Source, isPartial: boolean): Increment | undefined {
    const before = said[dataSource]
    const added: Fields[] = []
    const updated: Fields[] = []
    const present = new Set<string>()
    for (const row of rowsOf(dataSource)) {
      present.add(row.id)
      const was = before.get(row.id)
      if (was === undefined) added.push(row)
      else {
        const fields = Object.keys(row).filter((field) => differs(was, row, field))
        if (fields.length === 0) continue
        const kept = new Set(['id', waitField, ...fields])
        updated.push(
          isPartial
            ? { id: row.id, ...Object.fromEntries(Object.entries(row).filter(([field]) => kept.has(field))) }
            : row,
        )
      }
      before.set(row.id, row)
    }
    const removed = [...before.keys()].filter((id) => !present.has(id))
    for (const id of removed) before.delete(id)
    if (added.length + updated.length + removed.length === 0) return undefined
    return { dataSource, added, updated, removed }
  }

  const anyQueue = () => random.pick([...queues.values()])

  function callHappens(): void {
    const queue = anyQueue()
    if (random.chance(0.15)) queue.callbacks = Math.max(0, queue.callbacks + (random.chance(0.5) ? 1 : -1))
    else if (queue.waiting.length === 0 || (queue.waiting.length < 5 && random.chance(0.5)))
      queue.waiting.push(now())
    else queue.waiting.splice(random.integer(0, queue.waiting.length - 1), 1)
  }

  function agentHappens(): void {
    const agent = random.pick([...agents.values()])
    agent.state = random.pick(['READY', 'ON_CALL', 'NOT_READY'])
    agent.reason = agent.state === 'NOT_READY' ? '9' : null
    agent.stateSince = theirNow()
  }

  function structureChanges(): string | undefined {
    const what = random.integer(0, 4)
    if (what === 0 && queues.size < mostQueues) addQueue()
    else if (what === 1 && queues.size > 1) queues.delete(anyQueue().id)
    else if (what === 2) anyQueue().name = random.pick(names)
    else if (what === 3 && agents.size < mostAgents) {
      addAgent()
      return '5006'
    } else if (agents.size > 1) {
      agents.delete(random.pick([...agents.keys()]))
      return '5006'
    }
    return '5003'
  }

  return {
    get clockOffsetMs() {
      return clockOffsetMs
    },
    set clockOffsetMs(offset) {
      clockOffsetMs = offset
    },
    happen() {
      const what = random.next()
      if (what < 0.08) return structureChanges()
      if (what < 0.35) agentHappens()
      else callHappens()
      return undefined
    },
    increment(isPartial) {
      const increments = sources.flatMap((source) => incrementOf(source, isPartial) ?? [])
      return increments.length === 0 ? undefined : increments
    },
    full(source) {
      const rows = rowsOf(source)
      said[source].clear()
      for (const row of rows) said[source].set(row.id, row)
      return rows
    },
    said: (source) => said[source],
    waitsSince(queueId) {
      const queue = queues.get(queueId)
      return oldest(queueId === totalsId ? [...queues.values()] : queue === undefined ? [] : [queue])
    },
    queues: () => [...queues.values()].map(({ id, name }) => ({ id, name })),
    users: () => [...agents.values()],
  }
}
