import { existsSync, readFileSync } from 'node:fs'

const root = new URL('..', import.meta.url).pathname

interface Manifest {
  readonly name?: string
  readonly private?: boolean
  readonly scripts?: Readonly<Record<string, string>>
}

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(`${root}${folder}package.json`, 'utf8')) as Manifest

/** The commands of a shell block, without comments; the parts of a pipeline are commands of their own. */
export function commandsOf(block: string): string[] {
  return block
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, ''))
    .flatMap((line) => line.split(/&&|\|/))
    .map((command) => command.trim())
    .filter((command) => command !== '')
}

/** The text of the program that a script of package.json runs. */
function programOf(script: string): string {
  const files = script.split(' ').filter((word) => /\.[jt]s$/.test(word) && existsSync(`${root}${word}`))
  return files.map((file) => readFileSync(`${root}${file}`, 'utf8')).join('\n')
}

function checkScript(name: string, args: readonly string[]): string[] {
  const script = manifestOf('').scripts?.[name]
  if (script === undefined) return [`package.json has no script ${name}`]
  const program = programOf(script)
  return args
    .filter((arg) => arg.startsWith('--') && arg !== '--')
    .filter((flag) => !new RegExp(`\\b${flag.slice(2)}\\b`).test(program))
    .map((flag) => `the script ${name} has no option ${flag}`)
}

/** The packages that this repository publishes, by name. */
const published = (name: string): boolean => {
  const folder = `packages/${name.replace('@wallboard/', '')}/`
  if (!existsSync(`${root}${folder}package.json`)) return false
  const manifest = manifestOf(folder)
  return manifest.name === name && manifest.private !== true
}

/** What is wrong with a command of a document: a script, option, package or program that does not exist. */
export function problemsOf(command: string): string[] {
  const words = command.split(/\s+/)
  while (/^[A-Z_0-9]+=/.test(words[0] ?? '')) words.shift()
  const [program = '', verb = '', ...rest] = words
  switch (program) {
    case 'npm':
      if (verb === 'start' || verb === 'test') return checkScript(verb, rest)
      if (verb === 'ci' || verb === 'prune') return []
      if (verb === 'run') return checkScript(rest[0] ?? '', rest.slice(1))
      if (verb === 'install')
        return rest.filter((name) => !published(name)).map((name) => `no package ${name}`)
      return [`npm ${verb} is not checked: extend .config/shell-commands.ts`]
    case 'npx':
      // packages/five9/tests/package.test.ts runs these commands.
      return verb === 'five9' ? [] : [`npx ${verb} is not checked: extend .config/shell-commands.ts`]
    case 'export':
    case 'head':
    case 'rsync':
    // Programs of PostgreSQL.
    case 'createdb':
    case 'createuser':
    case 'psql':
    case 'dropdb':
    case 'pg_dump':
    case 'pg_restore':
      return []
    default:
      return [`${program} is not checked: extend .config/shell-commands.ts`]
  }
}
