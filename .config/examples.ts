import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'

const root = new URL('..', import.meta.url).pathname

/** A fenced code block of a document. */
export interface CodeBlock {
  /** The document, as a path in this repository. */
  readonly page: string
  /** What stands after the fence, such as `ts`; empty for a block without a language. */
  readonly language: string
  readonly text: string
  /** The line of the opening fence. */
  readonly line: number
}

/** Every document for readers of this repository, as paths in it. */
export function documents(): string[] {
  const within = (folder: string) =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.md') && !path.includes('node_modules/'))
      .map((path) => `${folder}/${path}`)
  const readmes = ['apps', 'packages'].flatMap((folder) =>
    readdirSync(`${root}${folder}`).flatMap((workspace) =>
      readdirSync(`${root}${folder}/${workspace}`)
        .filter((name) => name.endsWith('.md'))
        .map((name) => `${folder}/${workspace}/${name}`),
    ),
  )
  return ['README.md', ...within('docs'), ...readmes]
}

/** The code blocks of a document. */
export function codeBlocksOf(page: string): CodeBlock[] {
  const text = readFileSync(`${root}${page}`, 'utf8')
  return [...text.matchAll(/^```(.*)\n([^]*?)^```$/gm)].map(({ index, 1: language = '', 2: code = '' }) => ({
    page,
    language: language.trim(),
    text: code,
    line: text.slice(0, index).split('\n').length,
  }))
}

/** A program that runs. */
export interface RunningProgram {
  /** Resolves when the output so far matches; rejects with the output when the program ends first. */
  readonly printed: (pattern: RegExp) => Promise<void>
  /** Sends a signal, as Ctrl-C does with SIGINT. */
  readonly signal: (name: NodeJS.Signals) => void
  /** Resolves when the program has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly output: string }>
}

const maxRunMs = 60_000

/** Starts Node with arguments. A program that does not end within a minute is killed: its exit code is null. */
export function startNode(
  args: readonly string[],
  options: { readonly cwd: string; readonly environment?: Readonly<Record<string, string>> },
): RunningProgram {
  const child = spawn(process.execPath, args, {
    cwd: options.cwd,
    env: { PATH: process.env['PATH'], ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: maxRunMs,
    killSignal: 'SIGKILL',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => {
      output += data.toString()
    })
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }))
  return {
    ended,
    signal: (name) => {
      child.kill(name)
    },
    async printed(pattern) {
      while (!pattern.test(output)) {
        const isRunning = child.exitCode === null && child.signalCode === null
        if (!isRunning) throw new Error(`the program ended before it printed ${pattern.source}:\n${output}`)
        await Promise.race([once(child.stdout, 'data'), ended])
      }
    },
  }
}
