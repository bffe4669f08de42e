import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'
import type { Mutant } from './mutants.ts'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const own = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** Modules that would leave the simulation, and the files that replace them. */
const standIns: readonly (readonly [ending: RegExp, file: string])[] = [
  [/^ws$/, 'stand-ins/ws.ts'],
  [/^node:timers\/promises$/, 'stand-ins/timers-promises.ts'],
  [/^node:crypto$/, 'stand-ins/crypto.ts'],
  [/\/inflate-text\.ts$/, 'stand-ins/inflate-text.ts'],
]

const replaceModules: Plugin = {
  name: 'stand-ins',
  enforce: 'pre',
  resolveId(source) {
    const found = standIns.find(([ending]) => ending.test(source))
    return found === undefined ? undefined : own(found[1])
  },
}

/** Applies a mutant's patches to the product's sources as they are read. @throws Error when a patch does not match */
function plantDefect({ name, patches }: Mutant): Plugin {
  const planted = new Set<string>()
  return {
    name: 'mutant',
    enforce: 'pre',
    transform(code, id) {
      let patched = code
      for (const { file, find, replace } of patches) {
        if (!id.endsWith(`/${file}`)) continue
        const parts = patched.split(find)
        if (parts.length !== 2)
          throw new Error(
            `mutant "${name}": its text occurs ${parts.length - 1} times in ${file} instead of once`,
          )
        patched = parts.join(replace)
        planted.add(file)
      }
      return patched === code ? undefined : patched
    },
    buildEnd(error) {
      if (error !== undefined) return
      const missing = patches.filter(({ file }) => !planted.has(file))
      if (missing.length > 0)
        throw new Error(
          `mutant "${name}": the bundle has no module ${missing.map(({ file }) => file).join()}`,
        )
    },
  }
}

/** The program of a bundle: worlds with screens, or days that are recorded. */
export type SimulationProgram = 'play' | 'play-days'

/** Bundles the simulation with the product's sources, into which the mutant plants its defect. Resolves to the file. */
export async function buildSimulation(mutant?: Mutant, program: SimulationProgram = 'play'): Promise<string> {
  const name = `${program === 'play' ? '' : 'days-'}${mutant?.name.replaceAll(/\W+/g, '-') ?? 'product'}`
  const outDir = `${root}.cache/simulation/${name}`
  mkdirSync(outDir, { recursive: true })
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [replaceModules, ...(mutant === undefined ? [] : [plantDefect(mutant)])],
    ssr: { noExternal: [/^@wallboard\//] },
    build: {
      ssr: own(`${program}.ts`),
      outDir,
      emptyOutDir: true,
      minify: false,
      target: 'node20',
      sourcemap: 'inline',
      rolldownOptions: { output: { entryFileNames: 'play.mjs', codeSplitting: false } },
    },
  })
  return `${outDir}/play.mjs`
}
