/**
 * Bundles of the programs that tests and the bench run from source often, as threads and as processes: tsx takes up to a
 * second of CPU time for a start, a bundle a tenth of it. A bundle has the key of the sources that it was made of, so a changed
 * source is never run from an old one. As a program, builds the bundles in a folder: `node .scripts/source-bundles.js FOLDER`.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const self = fileURLToPath(import.meta.url)

/** The environment variable that names the folder of bundles for `run-source.js`. */
export const bundlesVariable = 'SOURCE_BUNDLES'

const programs = [
  'apps/bff/src/history/thread-entry',
  'apps/bff/src/history/simulated/thread-entry',
  'apps/bff/src/storage/inspect-main',
  'apps/bff/src/storage/writer/thread-entry',
  'packages/cluster-lab/src/processes/five9-program',
  ...[
    ...['upstream', 'busy-domain', 'screens', 'displays', 'pair-displays', 'raw-pipe', 'ideal-coalescer'],
    ...['naive-relay', 'bare-handshakes', 'least-display-server'],
  ].map((name) => `packages/bench/src/children/${name}`),
]

/** Another run may use bundles of other sources at the same time. */
const keepForMs = 3_600_000

/** The file of a program's bundle. It exists for the programs above. */
export const bundleOf = (folder, path) => join(folder, relative(root, path).replace(/\.ts$/, '.js'))

/** The files that may be part of a bundle or change how it is made, below a folder. */
function sourcesBelow(folder) {
  const workspaces = ['apps/bff', ...readdirSync(join(folder, 'packages')).map((name) => `packages/${name}`)]
  const files = workspaces.flatMap((workspace) => [
    `${workspace}/package.json`,
    ...readdirSync(join(folder, workspace, 'src'), { recursive: true }).map(
      (name) => `${workspace}/src/${name}`,
    ),
  ])
  return ['package-lock.json', '.scripts/source-bundles.js', ...files]
    .filter((path) => statSync(join(folder, path), { throwIfNoEntry: false })?.isFile() === true)
    .toSorted()
}

/** The key of the sources in a checkout of the repository, with the version of Node. */
export function keyOfSources(folder = root) {
  const hash = createHash('sha256').update(process.version)
  for (const path of sourcesBelow(folder)) hash.update(`\0${path}\0`).update(readFileSync(join(folder, path)))
  return hash.digest('hex').slice(0, 24)
}

function removeOld(cache) {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name)
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Infinity }
    if (Date.now() - mtimeMs > keepForMs) rmSync(path, { recursive: true, force: true })
  }
}

/** Builds the bundles unless those of the present sources exist. Returns their folder. */
export function ensureSourceBundles() {
  const cache = join(root, '.cache', 'source-bundles')
  const folder = join(cache, keyOfSources())
  if (existsSync(folder)) return folder
  mkdirSync(cache, { recursive: true })
  removeOld(cache)
  const unfinished = `${folder}.${process.pid}`
  // In a process of its own: a build sets NODE_ENV of its process.
  execFileSync(process.execPath, [self, unfinished], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  try {
    renameSync(unfinished, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error
    rmSync(unfinished, { recursive: true, force: true }) // another run was faster
  }
  return folder
}

/** In a bundle each module keeps the address of its source, from which it finds the programs that it starts. */
const keepAddresses = {
  name: 'addresses-of-sources',
  enforce: 'pre',
  transform(code, id) {
    if (id.includes('/node_modules/') || !code.includes('import.meta.url')) return null
    return { code: code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)), map: null }
  },
}

async function buildBundles(outDir) {
  const { build } = await import('vite')
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [keepAddresses],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'node20',
      ssr: true,
      rollupOptions: {
        input: Object.fromEntries(programs.map((name) => [name, join(root, `${name}.ts`)])),
        output: { entryFileNames: '[name].js' },
      },
    },
    ssr: { noExternal: true, external: ['libsql'] },
  })
}

if (process.argv[1] === self) await buildBundles(process.argv[2])
