import type { Plugin } from 'vite'
import { builtProgram } from '../../../../.scripts/built-programs.js'

/** A change of one line of the server, as a build of another version or with a planted fault has it. */
export interface Patch {
  /** The path of the file, or its end. */
  readonly file: string
  readonly find: string
  readonly replace: string
}

function patching(patches: readonly Patch[]): Plugin {
  const applied = new Set<Patch>()
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
    buildEnd(error) {
      const missing = patches.find((patch) => !applied.has(patch))
      if (error === undefined && missing !== undefined)
        throw new Error(`the server has no file ${missing.file}`)
    },
  }
}

/**
 * Builds the server from the sources, once for each set of patches and run of tests, and returns the path of the program.
 * @throws Error when a patch does not fit
 */
export const builtServer = (patches: readonly Patch[] = []): Promise<string> =>
  patches.length === 0
    ? builtProgram()
    : builtProgram('src/main.ts', { key: JSON.stringify(patches), plugins: [patching(patches)] })
