import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'

const serverFolder = fileURLToPath(new URL('../../../../apps/bff/', import.meta.url))
const cache = fileURLToPath(new URL('../../../../.cache/', import.meta.url))

/** A change of one line of the server, as a build of another version or with a planted fault has it. */
export interface Patch {
  /** The path of the file, or its end. */
  readonly file: string
  readonly find: string
  readonly replace: string
}

function patching(patches: readonly Patch[], applied: Set<Patch>): Plugin {
  return {
    name: 'patches',
    enforce: 'pre',
    transform(code, id) {
      let patched = code
      for (const patch of patches) {
        if (!id.endsWith(patch.file)) continue
        if (patched.split(patch.find).length !== 2)
          throw new Error(`${patch.file} must hold this text once: ${patch.find}`)
        patched = patched.replace(patch.find, () => patch.replace)
        applied.add(patch)
      }
      return patched === code ? null : { code: patched, map: null }
    },
  }
}

const builds = new Map<string, Promise<string>>()
process.once('exit', () => {
  if (builds.size > 0) rmSync(join(cache, `cluster-lab-${process.pid}`), { recursive: true, force: true })
})

/**
 * Builds the server from the sources, once for each set of patches and process of the tests, and returns the path of the
 * program. It contains its dependencies: it starts in a third of the time.
 * @throws Error when a patch does not fit
 */
export function builtServer(patches: readonly Patch[] = []): Promise<string> {
  const key = JSON.stringify(patches)
  const known = builds.get(key)
  if (known !== undefined) return known
  const outDir = join(cache, `cluster-lab-${process.pid}`, String(builds.size))
  const applied = new Set<Patch>()
  const built = build({
    root: serverFolder,
    logLevel: 'silent',
    plugins: [patching(patches, applied)],
    build: { outDir, emptyOutDir: true, ssr: 'src/main.ts' },
    ssr: { noExternal: true, external: ['libsql'] },
  }).then(() => {
    const missing = patches.find((patch) => !applied.has(patch))
    if (missing !== undefined) throw new Error(`the server has no file ${missing.file}`)
    return join(outDir, 'main.js')
  })
  builds.set(key, built)
  return built
}
