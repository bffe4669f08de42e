import { parseArgs } from 'node:util'
import { clusterSections, groups, otherSections, soakSection, type Group, type Section } from './sections.ts'

/** What `npm run bench` was asked to do. */
export interface Options {
  readonly groups: readonly Group[]
  /** `document`: the table is also written into docs/performance.md. */
  readonly output: 'lines' | 'json' | 'document'
  readonly isQuick: boolean
  /** More than 1: as many whole runs, one after the other. */
  readonly runs: number
  /** A slow-down that the probe adds to the measured servers. */
  readonly plant: string | undefined
  /** The row of the plant is measured without and with it. */
  readonly isCompared: boolean
  /** The number of rounds, in turn. */
  readonly rounds: number
  /** The arguments of each of several runs. */
  readonly runArguments: readonly string[]
  /** The time for further repetitions of unclear rows. */
  readonly spareMs: number
}

/** A whole run ends within five minutes. */
const spareOfWholeRun = 5

/** `FANOUT` chooses all sections that begin so, `FANOUT.` only that section. */
const isChosen = (name: string, start: string) =>
  start.endsWith('.') ? name === start.slice(0, -1) : name.startsWith(start)

/** All sections of a group. */
export const sectionsOf = ({ sections, beside = [] }: Group): readonly Section[] => [
  ...sections,
  ...beside.flatMap((each) => each.sections),
]

/** The wanted sections of a group. What would be measured beside nothing is measured alone. */
function chosenOf(
  { sections, beside = [] }: Group,
  isWanted: (section: Section) => boolean,
): readonly Group[] {
  const wanted = sections.filter(isWanted)
  const others = beside
    .map((each) => ({ ...each, sections: each.sections.filter(isWanted) }))
    .filter((each) => each.sections.length > 0)
  if (wanted.length > 0) return [{ sections: wanted, beside: others }]
  return others.map((each) => ({ sections: each.sections }))
}

/** @throws Error with a sentence for the user */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      soak: { type: 'string' },
      only: { type: 'string', default: '' },
      cluster: { type: 'boolean', default: false },
      runs: { type: 'string', default: '1' },
      plant: { type: 'string' },
      spare: { type: 'string' },
      compare: { type: 'boolean', default: false },
      rounds: { type: 'string' },
    },
  })
  const minutes = values.soak === undefined ? undefined : Number(/^(\d+)m?$/.exec(values.soak)?.[1])
  if (Number.isNaN(minutes)) throw new Error('--soak needs a number of minutes, such as --soak 30m.')
  const runs = Number(values.runs)
  if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs needs a number, such as --runs 5.')
  if (values.compare && values.plant === undefined) throw new Error('--compare needs --plant NAME.')
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 2))
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds needs a number, such as --rounds 5.')
  const isWhole = minutes === undefined && !values.cluster && values.only === ''
  const spare = values.quick ? 0 : Number(values.spare ?? (isWhole ? spareOfWholeRun : Infinity))
  if (Number.isNaN(spare)) throw new Error('--spare needs a number of seconds, such as --spare 10.')
  const all = values.cluster
    ? [{ sections: clusterSections }]
    : isWhole
      ? groups
      : [...groups, { sections: otherSections }]
  const isWanted = ({ name }: Section) => values.only.split(',').some((start) => isChosen(name, start))
  const chosen =
    minutes === undefined
      ? all.flatMap((group) => chosenOf(group, isWanted))
      : [{ sections: [soakSection(minutes)] }]
  if (chosen.length === 0) {
    const names = all.flatMap(sectionsOf).map(({ name }) => name)
    throw new Error(`No section begins with ${values.only}: ${names.join(', ')}.`)
  }
  return {
    groups: chosen,
    output: values.json ? 'json' : values.markdown ? 'document' : 'lines',
    isQuick: values.quick,
    runs,
    plant: values.plant,
    isCompared: values.compare,
    rounds,
    runArguments: [
      ...(values.quick ? ['--quick'] : []),
      ...(values.cluster ? ['--cluster'] : []),
      ...(values.only === '' ? [] : ['--only', values.only]),
      ...(values.plant === undefined ? [] : ['--plant', values.plant]),
    ],
    spareMs: spare * 1_000,
  }
}
