/**
 * Fails when two product files export a type of the same name: a type is declared once, and two meanings have two names.
 * Part of `npm run vocabulary`.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'
import { trackedFiles } from './tracked-files.js'

/** Names that may be declared in several files, each with its reason. */
const allowed = new Map([
  [
    'ClockReading',
    'A page detects its sleep, and a recording its clock steps, from different pairs of clocks.',
  ],
])

/** Tests, and programs that measure or test the product: nothing imports them. */
const isProduct = (path) =>
  /\.tsx?$/.test(path) &&
  !/\.(test|spec)\.tsx?$|-fixture\.ts$|\/(tests|e2e)\/|^packages\/(bench|cluster-lab|simulation)\//.test(path)

/** The simulator is a program of its own: it shares no code with the product that it tests. */
const programOf = (path) => (path.startsWith('packages/simulator/') ? 'simulator' : 'product')

const typeDeclarations = new Set([
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'TSEnumDeclaration',
  'ClassDeclaration',
])

/** The names of the types that a module declares and exports; not those that it exports again. */
export function declaredTypes(path, source) {
  return parseSync(path, source).program.body.flatMap((node) =>
    node.type === 'ExportNamedDeclaration' && typeDeclarations.has(node.declaration?.type)
      ? [node.declaration.id.name]
      : [],
  )
}

/**
 * Problems of a set of modules.
 * @param modules `[path, source]` of each
 * @param exceptions names that may be declared twice, by name
 */
export function duplicateTypes(modules, exceptions = allowed) {
  const files = new Map()
  for (const [path, source] of modules)
    for (const name of declaredTypes(path, source)) {
      const key = `${programOf(path)} ${name}`
      files.set(key, { name, paths: [...(files.get(key)?.paths ?? []), path] })
    }
  return [...files.values()]
    .filter(({ name, paths }) => paths.length > 1 && !exceptions.has(name))
    .map(({ name, paths }) => `the type ${name} is declared in ${paths.join(' and ')}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const modules = trackedFiles('apps', 'packages')
    .filter(isProduct)
    .map((path) => [path, readFileSync(path, 'utf8')])
  const problems = duplicateTypes(modules)
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  if (problems.length > 0)
    process.stderr.write('Import the type from one place, or give each meaning a name of its own.\n')
  process.exitCode = problems.length > 0 ? 1 : 0
}
