/** Fails on a file outside the folders of .config/folders.js. Part of `npm run boundaries`. */
import { dirname, basename } from 'node:path/posix'
import { fileURLToPath } from 'node:url'
import { folders, onlyFiles, workspaceFiles } from '../.config/folders.js'
import { trackedFiles } from './tracked-files.js'

const join = (parent, folder) => (folder === '.' ? parent : parent === '' ? folder : `${parent}/${folder}`)

/** Every listed folder by its path; the root is the empty path. */
export const listedFolders = Object.entries(folders).flatMap(([parent, list]) =>
  list.map((folder) => join(parent, folder)),
)

const patterns = listedFolders.map(
  (folder) => new RegExp(`^${folder.replaceAll('.', String.raw`\.`).replaceAll('*', '[^/]+')}$`),
)

/** Why a file may not be where it is; undefined when it may. */
export function problemOf(path) {
  const folder = dirname(path) === '.' ? '' : dirname(path)
  const name = basename(path)
  if (!patterns.some((pattern) => pattern.test(folder)))
    return `${path}: the folder ${folder} is not in .config/folders.js`
  const only = onlyFiles[folder]
  if (only !== undefined && !only.includes(name))
    return `${path}: no such file belongs directly into ${folder === '' ? 'the root' : folder}`
  if (/^(?:apps|packages)\/[^/]+$/.test(folder) && !workspaceFiles.test(name))
    return `${path}: no such file belongs directly into a workspace`
  return undefined
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problems = trackedFiles().flatMap((path) => problemOf(path) ?? [])
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  if (problems.length > 0)
    process.stderr.write(
      'Move these files, or add the folder there and to the map of docs/architecture.md.\n',
    )
  process.exitCode = problems.length > 0 ? 1 : 0
}
