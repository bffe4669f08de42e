const nouns: Readonly<Record<string, string>> = {
  ...{ queue: 'queue', group: 'group', agent: 'agent', display: 'display', link: 'connection' },
  ...{ campaign: 'campaign', 'outbound-campaign': 'campaign', floor: 'floor' },
}

/** How many entities of each kind: `5 queues and 1 agent`. An entity is its kind and its id, such as `queue:12`. */
function countedEntities(entities: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const entity of entities) {
    const noun = nouns[entity.slice(0, entity.indexOf(':'))] ?? 'subject'
    counts.set(noun, (counts.get(noun) ?? 0) + 1)
  }
  const parts = Array.from(counts, ([noun, count]) => `${count} ${noun}${count === 1 ? '' : 's'}`)
  const last = parts.pop() ?? ''
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`
}

/** A flood: more new alerts in ten minutes than people can read. */
export interface FloodFacts {
  readonly alerts: number
  /** The entities of the alerts, each once. */
  readonly entities: readonly string[]
}

/** A flood on one line: `14 alarms in 5 queues within 10 minutes, 4 of them new`. `newAlerts`: how many its message is about. */
export function floodText({ alerts, entities }: FloodFacts, newAlerts: number): string {
  const text = `${alerts} alarms in ${countedEntities(entities)}`
  return newAlerts >= alerts ? text : `${text} within 10 minutes, ${newAlerts} of them new`
}
