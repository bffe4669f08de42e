import { agentSource, canonicalRows, queueSource, sources, type Fields } from '../five9/rows.ts'
import type { Screen } from '../screen/screen.ts'
import type { WorldParts } from '../world-parts.ts'
import type { TruthRecord } from './truth-record.ts'

/** I1: how the server or a screen differs from Five9; undefined when none does. */
export function divergence(
  world: WorldParts,
  truth: TruthRecord,
  isRevoked: (screen: Screen) => boolean,
  withNames: boolean,
): string | undefined {
  const running = world.server()
  if (running === undefined) return 'the server does not run'
  for (const source of sources) {
    const held = running.server.feed.full([source])[0]?.data ?? []
    if (canonicalRows(source, held) !== truth.current(source, undefined))
      return `the server's ${source} differs from Five9's`
  }
  for (const screen of world.screens) {
    const problem = isRevoked(screen)
      ? undefined
      : (divergenceOf(screen, world, truth) ?? (withNames ? wrongName(screen, world) : undefined))
    if (problem !== undefined) return `screen ${screen.index} ${problem}`
  }
  return undefined
}

function divergenceOf(screen: Screen, world: WorldParts, truth: TruthRecord): string | undefined {
  const { freshness, problem } = screen.page().statistics.status.getState()
  if (freshness !== 'live') return `is ${freshness}: ${problem}`
  for (const source of screen.shown()) {
    const [shown, expected] = source === queueSource ? queues(screen, truth) : agents(screen, world)
    if (shown !== expected) return `shows ${source}\n${shown}\nexpected\n${expected}`
  }
  return undefined
}

/** The server reads names separately, and again after a while when that failed. */
function wrongName(screen: Screen, world: WorldParts): string | undefined {
  for (const { id, name } of world.domain.queues()) {
    const label = screen.page().statistics.tile(id)?.getState().label
    const expected = name === '' ? id : name
    if (label !== undefined && label !== expected && label !== `${expected} (${id})`)
      return `calls queue ${id} ${JSON.stringify(label)}, expected ${JSON.stringify(expected)}`
  }
  return undefined
}

type Pair = readonly [shown: string, expected: string]

const queues = (screen: Screen, truth: TruthRecord): Pair => [
  canonicalRows(queueSource, screen.rows(queueSource)),
  truth.current(queueSource, screen.choice()),
]

/** The agents who serve the board's queues; without names, only the number in each state. */
function agents(screen: Screen, world: WorldParts): Pair {
  const requirements = screen.agentsShown()
  const all = world.domain.reported(agentSource)
  const serving = world.domain
    .users()
    .filter(
      ({ queueIds }) =>
        requirements?.queues === 'all' || queueIds.some((id) => requirements?.queues.includes(id)),
    )
  const expected = serving.flatMap(({ id }) => all.get(id) ?? [])
  const shown = screen.rows(agentSource)
  const canonical = (rows: readonly Fields[]) =>
    requirements?.names === true ? canonicalRows(agentSource, rows) : states(rows)
  return [canonical(shown), canonical(expected)]
}

const states = (rows: readonly Fields[]): string =>
  rows
    .map((row) => String(row['state']))
    .sort()
    .join(' ')
