import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = new URL('..', import.meta.url).pathname

/** Runs the first TypeScript example of a page in docs/ as it stands, in a folder of a workspace that may import it. */
export async function runFirstExample(
  page: string,
  workspace: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly output: string }> {
  const [, example = ''] = /```ts\n([^]*?)```/.exec(readFileSync(`${root}docs/${page}`, 'utf8')) ?? []
  if (!example.includes('import')) throw new Error(`docs/${page} has no example that could be run`)
  const folder = mkdtempSync(join(root, workspace, '.example-'))
  try {
    const file = join(folder, 'example.ts')
    writeFileSync(file, example)
    const child = spawn(process.execPath, ['--import', 'tsx', file], {
      cwd: root,
      env: { PATH: process.env['PATH'], ...environment },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => {
        output += data.toString()
      })
    const [code] = (await once(child, 'close')) as [number | null]
    return { code, output }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
