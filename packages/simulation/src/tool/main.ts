/** `npm run sim`: plays many seeds, one seed with a log of its events, or one mutant. */
import { parseArgs } from 'node:util'
import { buildSimulation } from './build.ts'
import { mutants } from './mutants.ts'
import { playSeeds, playSideBySide } from './play-seeds.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2000' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    mutant: { type: 'string' },
  },
})
const print = (text: string) => process.stdout.write(text)

const mutant = mutants.find(({ name }) => name === values.mutant)
if (values.mutant !== undefined && mutant === undefined) {
  print(
    `There is no mutant "${values.mutant}". Choose one of these:\n${mutants.map(({ name }) => `  ${name}\n`).join('')}`,
  )
  process.exit(1)
}
const bundle = await buildSimulation(mutant)
let ok: boolean
if (values.seed !== undefined) ({ ok } = await playSeeds(bundle, ['--from', values.seed, '--story'], print))
else if (mutant !== undefined)
  ({ ok } = await playSeeds(bundle, ['--from', values.from, '--seeds', '200', '--hunt'], print))
else {
  const played = await playSideBySide(bundle, Number(values.from), Number(values.seeds), 2)
  print(played.output)
  ok = played.ok
}
process.exitCode = ok ? 0 : 1
