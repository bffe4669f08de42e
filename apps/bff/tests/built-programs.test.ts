import { fileURLToPath } from 'node:url'
import { build, type Rolldown } from 'vite'
import { expect, it } from 'vitest'

/*
 * What each program of the built server loads when it starts. A thread that loads the whole server takes half a second of CPU
 * time, on the core that serves the screens that come back after a restart.
 */

const root = fileURLToPath(new URL('..', import.meta.url))

const isChunk = (part: Rolldown.OutputChunk | Rolldown.OutputAsset): part is Rolldown.OutputChunk =>
  part.type === 'chunk'

/** For each program the packages from npm that its files import, without those that it imports when it needs them. */
async function packagesOfPrograms(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const built = await build({ root, logLevel: 'silent', build: { write: false } })
  if (!('output' in built)) throw new Error('the build has no single output')
  const chunks = new Map(built.output.filter(isChunk).map((chunk) => [chunk.fileName, chunk]))
  const importsOf = (file: string): readonly string[] => {
    const chunk = chunks.get(file)
    return chunk === undefined ? [file] : chunk.imports.flatMap(importsOf)
  }
  return new Map(
    [...chunks.values()]
      .filter(({ isEntry }) => isEntry)
      .map(({ fileName }) => [
        fileName,
        new Set(importsOf(fileName).filter((name) => !name.startsWith('node:'))),
      ]),
  )
}

it('threads and child processes of the built server load only the packages that they need', async () => {
  const packages = await packagesOfPrograms()
  expect(new Set(packages.keys())).toEqual(
    new Set([
      'main.js',
      'history/thread-entry.js',
      'history/simulated/thread-entry.js',
      'storage/inspect-main.js',
      'storage/writer/thread-entry.js',
    ]),
  )
  const webServer = ['express', 'helmet', 'ws', 'pino', 'prom-client', 'kysely', '@redis/client']
  for (const [program, loaded] of packages)
    if (program !== 'main.js')
      for (const name of webServer) expect(loaded, `${program} loads ${name}`).not.toContain(name)
  expect(packages.get('storage/inspect-main.js')).toEqual(new Set(['libsql', 'zod']))
  expect(packages.get('storage/writer/thread-entry.js')).toEqual(new Set(['libsql', 'zod']))
  const main = packages.get('main.js')
  for (const name of ['pg', '@redis/client'])
    expect(main, 'a server of one node needs neither').not.toContain(name)
  expect(main).toContain('express')
})
