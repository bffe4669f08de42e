import { parseArgs } from 'node:util'
import { clusterSections, otherSections, sections, soakSection, type Section } from './sections.ts'

/** What `npm run bench` was asked to do. */
export interface Options {
  readonly sections: readonly Section[]
  /** `document`: the table is also written into docs/performance.md. */
  readonly output: 'lines' | 'json' | 'document'
  readonly isQuick: boolean
  /** More than 1: as many whole runs, one after the other. */
  readonly runs: number
  /** A slow-down that the probe adds to the measured servers. */
  readonly plant: string | undefined
  /** The row of the plant is measured without and with it. */
  readonly isCompared: boolean
  /** The arguments of each of several runs. */
  readonly runArguments: readonly string[]
  /** True for the sections of a whole run, which must end in five minutes. */
  readonly isWhole: boolean
}

/** `FANOUT` chooses all sections that begin so, `FANOUT.` only that section. */
const isChosen = (name: string, start: string) =>
  start.endsWith('.') ? name === start.slice(0, -1) : name.startsWith(start)

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
      compare: { type: 'boolean', default: false },
    },
  })
  const minutes = values.soak === undefined ? undefined : Number(/^(\d+)m?$/.exec(values.soak)?.[1])
  if (Number.isNaN(minutes)) throw new Error('--soak needs a number of minutes, such as --soak 30m.')
  const runs = Number(values.runs)
  if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs needs a number, such as --runs 5.')
  if (values.compare && values.plant === undefined) throw new Error('--compare needs --plant NAME.')
  const whole = values.cluster ? clusterSections : sections
  const all = values.cluster || values.only === '' ? whole : [...whole, ...otherSections]
  const chosen =
    minutes === undefined
      ? all.filter(({ name }) => values.only.split(',').some((start) => isChosen(name, start)))
      : [soakSection(minutes)]
  if (chosen.length === 0)
    throw new Error(`No section begins with ${values.only}: ${all.map(({ name }) => name).join(', ')}.`)
  return {
    sections: chosen,
    output: values.json ? 'json' : values.markdown ? 'document' : 'lines',
    isQuick: values.quick,
    runs,
    plant: values.plant,
    isCompared: values.compare,
    runArguments: [
      ...(values.quick ? ['--quick'] : []),
      ...(values.cluster ? ['--cluster'] : []),
      ...(values.only === '' ? [] : ['--only', values.only]),
      ...(values.plant === undefined ? [] : ['--plant', values.plant]),
    ],
    isWhole: minutes === undefined && !values.cluster && values.only === '',
  }
}
