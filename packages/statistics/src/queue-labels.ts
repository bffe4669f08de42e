/** Distinct labels for ids, so that a map keyed by label loses no queue and a list tells two of one name apart. */
export type QueueLabels = (id: string) => string

/**
 * Labels by name; queues that share a name are `Name (id)`, and an id without a name is its own label. `retired`
 * names belong to queues that DomainQueues no longer lists; they yield to those that it does.
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
  // Names of one queue first, so that `A (1)` made of a shared name yields to a queue that is called so.
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
