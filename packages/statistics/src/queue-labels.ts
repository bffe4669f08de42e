import type { QueueName } from '@wallboard/five9/events'

/** The names of queues by id, made unique for showing. */
export interface QueueLabels {
  readonly setQueues: (queues: readonly QueueName[]) => void
  readonly label: (id: string) => string
  readonly names: () => ReadonlyMap<string, string>
}

/** Ids are keys and names are labels: names live in maps, so that a queue called `__proto__` is only a queue. */
export function createQueueLabels(): QueueLabels {
  let names: ReadonlyMap<string, string> = new Map()
  let uses: ReadonlyMap<string, number> = new Map()

  return {
    setQueues(queues) {
      names = new Map(queues.map(({ id, name }) => [id, name]))
      const counted = new Map<string, number>()
      for (const name of names.values()) counted.set(name, (counted.get(name) ?? 0) + 1)
      uses = counted
    },
    label(id) {
      const name = names.get(id)
      if (name === undefined) return id
      return (uses.get(name) ?? 0) > 1 ? `${name} (${id})` : name
    },
    names: () => names,
  }
}
