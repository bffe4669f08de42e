/** Gives each queue id a label that no other queue has. */
export type QueueLabels = (id: string) => string

/**
 * A label is the name of the queue, `Name (id)` when several queues share the name, or the id when there is no name.
 * `retired` holds names of queues that DomainQueues no longer lists: listed queues take precedence.
 */
export function createQueueLabels(
  names: ReadonlyMap<string, string>,
  retired: ReadonlyMap<string, string> = new Map(),
): QueueLabels {
  const labels = new Map<string, string>()
  const taken = new Set<string>()
  const assign = (id: string, wanted: string) => {
    const label = uniqueLabel(id, wanted, taken)
    taken.add(label)
    labels.set(id, label)
  }
  const named = [...names].filter(([, name]) => isNonBlank(name))
  const uses = new Map<string, number>()
  for (const [, name] of named) uses.set(name, (uses.get(name) ?? 0) + 1)
  // Unique names first: a queue that is named `A (1)` takes precedence over a label made of a shared name.
  for (const [id, name] of named) if (uses.get(name) === 1) assign(id, name)
  for (const [id, name] of named) if (!labels.has(id)) assign(id, `${name} (${id})`)
  for (const [id, name] of retired) if (isNonBlank(name) && !labels.has(id)) assign(id, name)
  return (id) => labels.get(id) ?? uniqueLabel(id, id, taken)
}

function uniqueLabel(id: string, wanted: string, taken: ReadonlySet<string>): string {
  let label = wanted
  while (taken.has(label)) label = `${label} (${id})`
  return label
}

function isNonBlank(name: string): boolean {
  return name.trim() !== ''
}
