import { parseArgs } from 'node:util'

/** What the command line requests. */
export type RulesCommand =
  | { readonly type: 'help' }
  | { readonly type: 'lint'; readonly files: readonly string[] }
  | {
      readonly type: 'diff'
      readonly file: string
      readonly against: string | undefined
      readonly server: string
    }
  | {
      readonly type: 'apply'
      readonly file: string
      readonly server: string
      readonly removes: boolean
      readonly force: boolean
    }

/** Arguments that are no command. The message says what to write. */
export class BadCommand extends Error {}

export const helpText = `Checks alert rules in files, compares them with those of a wallboard, and saves them there.

  npm run rules -- lint FILE…              says what does not fit in the files; needs no server
  npm run rules -- diff FILE               what apply would change
  npm run rules -- diff FILE --against OLD compares two files; needs no server
  npm run rules -- apply FILE              saves the rules of the file: all or none

  --server URL      the wallboard; default: WALLBOARD_URL, or http://localhost:PORT
  --remove          apply: also removes the rules that the file does not have
  --force           ends the session that the user has elsewhere at Five9

diff and apply sign in as a supervisor: WALLBOARD_USERNAME and WALLBOARD_PASSWORD.
A file is {"rules": [...]}, a list of rules, or one rule: see docs/alerts.md.
Exit code: 0, or 1 when something is wrong.
`

const options = {
  against: { type: 'string' },
  server: { type: 'string' },
  remove: { type: 'boolean', default: false },
  force: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    throw new BadCommand(error instanceof Error ? error.message : String(error))
  }
}

function oneFile(command: string, files: readonly string[]): string {
  const [file] = files
  if (file === undefined || files.length > 1)
    throw new BadCommand(`name exactly one file: npm run rules -- ${command} FILE`)
  return file
}

/**
 * Reads the command line.
 *
 * @throws BadCommand when it is none
 */
export function readCommand(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): RulesCommand {
  const { values, positionals } = parse(args)
  const [command, ...files] = positionals
  if (values.help || command === undefined || command === 'help') return { type: 'help' }
  const server = values.server ?? env['WALLBOARD_URL'] ?? `http://localhost:${env['PORT'] ?? '8080'}`
  if (!URL.canParse(server))
    throw new BadCommand(`"${server}" is no address of a wallboard: --server http://host:8080`)
  switch (command) {
    case 'lint':
      if (files.length === 0) throw new BadCommand('name a file: npm run rules -- lint FILE')
      return { type: 'lint', files }
    case 'diff':
      return { type: 'diff', file: oneFile(command, files), against: values.against, server }
    case 'apply':
      return {
        type: 'apply',
        file: oneFile(command, files),
        server,
        removes: values.remove,
        force: values.force,
      }
    default:
      throw new BadCommand(`there is no command "${command}": lint, diff or apply`)
  }
}
