/**
 * `node .scripts/ensure-build.js`: builds the server and the pages for `npm run bench`, unless the present builds are those of
 * the present sources.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const self = fileURLToPath(import.meta.url)
const built = ['apps/bff', 'apps/wallboard']
/** No build contains tests or the bench itself. */
const isInNoBuild = (path) => /^packages\/bench\/|\/(?:tests|e2e)\/|\.(?:test|spec)\.tsx?$/.test(path)

function hashOf(folder, paths) {
  const hash = createHash('sha256').update(process.version)
  for (const path of paths.toSorted()) {
    const file = join(folder, path)
    if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) continue
    hash.update(`\0${path}\0`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** The files of the working tree that a build may contain, new ones included. */
function sourcesOf(folder) {
  const listed = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', 'apps', 'packages', 'package-lock.json'],
    { cwd: folder, encoding: 'utf8' },
  )
  return [...new Set(listed.split('\0'))].filter((path) => path !== '' && !isInNoBuild(path))
}

/** Any other build may have replaced the files: their contents count. */
function outputsOf(folder) {
  return built.flatMap((workspace) => {
    const path = `${workspace}/dist`
    if (statSync(join(folder, path), { throwIfNoEntry: false }) === undefined) return []
    return readdirSync(join(folder, path), { recursive: true }).map((name) => `${path}/${name}`)
  })
}

/** Calls `build` unless the files that it has written are there, of the same sources. Returns true when it was called. */
export function ensureBuild(folder, build) {
  const record = join(folder, '.cache/build')
  const sources = hashOf(folder, sourcesOf(folder))
  const state = () => `${sources} ${hashOf(folder, outputsOf(folder))}`
  if (statSync(record, { throwIfNoEntry: false }) && readFileSync(record, 'utf8') === state()) return false
  build()
  mkdirSync(dirname(record), { recursive: true })
  writeFileSync(record, state())
  return true
}

if (process.argv[1] === self) {
  const root = dirname(dirname(self))
  const workspaces = built.flatMap((workspace) => ['-w', workspace])
  ensureBuild(root, () =>
    execFileSync('npm', ['run', '--silent', 'build', ...workspaces], {
      cwd: root,
      stdio: ['ignore', process.stderr, 'inherit'],
    }),
  )
}
