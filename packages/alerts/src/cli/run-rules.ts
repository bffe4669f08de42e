import { readFile, stat } from 'node:fs/promises'
import { diffRules, type RuleDifference } from '../files/rule-diff.ts'
import { maxRuleFileBytes, readRuleFile } from '../files/rule-file.ts'
import type { RuleDocument } from '../rule/rule.ts'
import { BadCommand, helpText, readCommand, type RulesCommand } from './command.ts'
import { differenceLines, lintLine, problemLines } from './report.ts'
import { signIn, WallboardError, type SavedRule, type Wallboard } from './wallboard.ts'

/* `npm run rules`: see `helpText`. */

/** What the command runs with: the environment, and where it writes. */
export interface RulesProcess {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly print: (line: string) => void
  readonly printError: (line: string) => void
}

/** A file cannot be used. The lines of the message say why. */
class BadFile extends Error {
  constructor(lines: readonly string[]) {
    super(lines.join('\n'))
  }
}

const printAll = ({ print }: RulesProcess, lines: readonly string[]): void => {
  for (const line of lines) print(line)
}

async function readRules(file: string): Promise<readonly RuleDocument[]> {
  const { size } = await stat(file).catch(() => {
    throw new BadFile([`${file}: there is no such file`])
  })
  if (size > maxRuleFileBytes)
    throw new BadFile([`${file}: has ${size} bytes, at most ${maxRuleFileBytes} are read`])
  const result = readRuleFile(await readFile(file, 'utf8'))
  if (!result.ok) throw new BadFile(problemLines(file, result.problems))
  return result.rules
}

async function lint(files: readonly string[], process: RulesProcess): Promise<void> {
  const bad: string[] = []
  for (const file of files)
    try {
      process.print(lintLine(file, (await readRules(file)).length))
    } catch (error) {
      if (!(error instanceof BadFile)) throw error
      bad.push(error.message)
    }
  if (bad.length > 0) throw new BadFile(bad)
}

/** Signs in for a piece of work, and out after it. */
async function withWallboard<Result>(
  { server, force = false }: { readonly server: string; readonly force?: boolean },
  { env }: RulesProcess,
  work: (wallboard: Wallboard) => Promise<Result>,
): Promise<Result> {
  const { WALLBOARD_USERNAME: username = '', WALLBOARD_PASSWORD: password = '' } = env
  if (username === '' || password === '')
    throw new BadCommand(
      'set WALLBOARD_USERNAME and WALLBOARD_PASSWORD: the supervisor whose domain the rules belong to',
    )
  const wallboard = await signIn(server, { username, password, force })
  try {
    return await work(wallboard)
  } finally {
    await wallboard.signOut()
  }
}

const compare = async (
  wallboard: Wallboard,
  rules: readonly RuleDocument[],
): Promise<RuleDifference<SavedRule>> => diffRules(await wallboard.rules(), rules)

async function diff(command: Extract<RulesCommand, { type: 'diff' }>, process: RulesProcess): Promise<void> {
  const { file, against } = command
  const rules = await readRules(file)
  if (against === undefined) {
    const difference = await withWallboard(command, process, (wallboard) => compare(wallboard, rules))
    printAll(process, differenceLines(difference, false))
    return
  }
  const before = (await readRules(against)).map((rule) => ({ key: rule.key, name: rule.name, rule }))
  printAll(process, differenceLines(diffRules(before, rules), true))
}

async function apply(
  command: Extract<RulesCommand, { type: 'apply' }>,
  process: RulesProcess,
): Promise<void> {
  const { file, server, removes } = command
  const rules = await readRules(file)
  await withWallboard(command, process, async (wallboard) => {
    const difference = await compare(wallboard, rules)
    const { added, changed, others } = difference
    const removed = removes ? others : []
    printAll(process, differenceLines(difference, removes))
    if (added.length + changed.length + removed.length === 0) return
    await wallboard.apply({
      create: added,
      change: changed.map(({ before: { id, revision }, after }) => ({ id, revision, rule: after })),
      remove: removed.map(({ id, revision }) => ({ id, revision })),
    })
    process.print(`saved at ${new URL(server).origin}`)
  })
}

async function run(command: RulesCommand, process: RulesProcess): Promise<void> {
  switch (command.type) {
    case 'help':
      process.print(helpText)
      return
    case 'lint':
      await lint(command.files, process)
      return
    case 'diff':
      await diff(command, process)
      return
    case 'apply':
      await apply(command, process)
  }
}

/**
 * Runs `npm run rules` with its arguments.
 *
 * @returns the exit code: 1 when something is wrong, which `printError` gets
 */
export async function runRules(args: readonly string[], process: RulesProcess): Promise<0 | 1> {
  try {
    await run(readCommand(args, process.env), process)
    return 0
  } catch (error) {
    if (!(error instanceof BadCommand || error instanceof BadFile || error instanceof WallboardError))
      throw error
    process.printError(error.message)
    return 1
  }
}
