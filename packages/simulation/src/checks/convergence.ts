import { agentSource, canonicalRows, queueSource, sources, type Fields } from '../five9/rows.ts'
import type { Screen } from '../screen/screen.ts'
import type { WorldParts } from '../world-parts.ts'
import type { TruthRecord } from './truth-record.ts'

/** I1: what keeps server and screens from being as Five9 says; undefined when all are. */
export function divergence(
  world: WorldParts,
  truth: TruthRecord,
  isRevoked: (screen: Screen) => boolean,
  withNames: boolean,
): string | undefined {
  const running = world.server()
  if (running === undefined) return 'no server runs'
  for (const source of sources) {
    const held = running.server.feed.full([source])[0]?.data ?? []
    if (canonicalRows(source, held) !== truth.current(source, undefined))
      return `the server's ${source} is not Five9's`
  }
  for (const screen of world.screens) {
    const own = isRevoked(screen)
      ? undefined
      : (divergenceOf(screen, world, truth) ?? (withNames ? wrongName(screen, world) : undefined))
    if (own !== undefined) return `screen ${screen.index} ${own}`
  }
  return undefined
}

function divergenceOf(screen: Screen, world: WorldParts, truth: TruthRecord): string | undefined {
  const { freshness, problem: problem } = screen.page().statistics.status.getState()
  if (freshness !== 'live') return `is ${freshness}: ${problem}`
  for (const source of screen.shown()) {
    const [shown, expected] = source === queueSource ? queues(screen, truth) : agents(screen, world)
    if (shown !== expected) return `shows other ${source}:\n${shown}\ninstead of\n${expected}`
  }
  return undefined
}

/** Names are read apart, and read again after a while when that failed. */
function wrongName(screen: Screen, world: WorldParts): string | undefined {
  for (const { id, name } of world.domain.queues()) {
    const label = screen.page().statistics.tile(id)?.getState().label
    const wanted = name === '' ? id : name
    if (label !== undefined && label !== wanted && label !== `${wanted} (${id})`)
      return `calls queue ${id} ${JSON.stringify(label)} and not ${JSON.stringify(wanted)}`
  }
  return undefined
}

type Pair = readonly [shown: string, expected: string]

const queues = (screen: Screen, truth: TruthRecord): Pair => [
  canonicalRows(queueSource, screen.rows(queueSource)),
  truth.current(queueSource, screen.choice()),
]

/** The agents who serve the board's queues; where they have no names, how many are in which state. */
function agents(screen: Screen, world: WorldParts): Pair {
  const wanted = screen.agentsShown()
  const all = world.domain.said(agentSource)
  const serving = world.domain
    .users()
    .filter(({ queueIds }) => wanted?.queues === 'all' || queueIds.some((id) => wanted?.queues.includes(id)))
  const expected = serving.flatMap(({ id }) => all.get(id) ?? [])
  const shown = screen.rows(agentSource)
  const canonical = (rows: readonly Fields[]) =>
    wanted?.names === true ? canonicalRows(agentSource, rows) : states(rows)
  return [canonical(shown), canonical(expected)]
}

const states = (rows: readonly Fields[]): string =>
  rows
    .map((row) => String(row['state']))
    .sort()
    .join(' ')
