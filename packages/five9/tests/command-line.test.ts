import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { createSimulator, type Simulator } from '@wallboard/simulator'
import { afterEach, describe, expect, it } from 'vitest'
import { createFive9Client, openRecording } from '../src/index.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const command = new URL('../bin/five9.js', import.meta.url).pathname

async function domain(): Promise<Simulator> {
  const simulator = await createSimulator({ queues: 3, agents: 10, speed: 20, load: 2 })
  closing.push(() => simulator.close())
  return simulator
}

async function directory(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'five9-'))
  closing.push(() => rm(made, { recursive: true, force: true }))
  return made
}

const environmentOf = (simulator: Simulator | undefined, password = 'demo') => ({
  PATH: process.env.PATH,
  FIVE9_LOGIN_URL: simulator?.loginUrl,
  FIVE9_USERNAME: 'demo@wallboard.test',
  FIVE9_PASSWORD: password,
})

/** Runs `npx five9 …`; when its output matches `until`, Ctrl-C ends it. */
async function run(
  args: readonly string[],
  simulator?: Simulator,
  options: { until?: RegExp; password?: string } = {},
) {
  const child = spawn(process.execPath, [command, ...args], {
    env: environmentOf(simulator, options.password),
  })
  let output = ''
  let isEnding = false
  const collect = (data: Buffer) => {
    output += data.toString()
    if (isEnding || options.until?.test(output) !== true) return
    isEnding = true // a second Ctrl-C would end it at once
    child.kill('SIGINT')
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output }
}

// Each test starts programs, which takes seconds on a busy machine.
describe('npx five9', { timeout: 60_000 }, () => {
  it('lists the queues of a domain', async () => {
    const simulator = await domain()
    const { code, output } = await run(['queues'], simulator)
    const listed = simulator.truth().queues.map(({ id, name }) => `${id}\t${name}\n`)
    expect({ code, output }).toEqual({ code: 0, output: listed.join('') })
  })

  it('watches a domain until the command ends, and shows live only when it is', async () => {
    const simulator = await domain()
    const name = simulator.truth().queues[0]?.name ?? ''
    const { code, output } = await run(['watch'], simulator, {
      until: new RegExp(`live ·[^]*${name}: \\d+ calls, \\d+:\\d\\d longest`),
    })
    expect(code).toBe(0)
    expect(output).toMatch(/NOT LIVE: connecting/)
    await expect.poll(() => simulator.socketCount()).toBe(0)
  })

  it('records a domain without customer data, and replays it', async () => {
    const simulator = await domain()
    const file = join(await directory(), 'day.recording.gz')
    const recorded = await run(['record', file, '--for', '3'], simulator)
    expect(recorded).toMatchObject({ code: 0, output: expect.stringMatching(/\d+ frames in/) as string })
    const text = gunzipSync(await readFile(file)).toString()
    expect(text).toContain('"dataSource":"AGENT_STATE"')
    expect(text).not.toContain('customer')

    const replayed = await run(['replay', file, '--speed', '100'])
    expect(replayed.code).toBe(0)
    expect(replayed.output).toMatch(/RECORDING of/)
    for (const { name } of simulator.truth().queues) expect(replayed.output).toContain(`${name}: `)

    expect(await run(['record', file, '--for', '3'], simulator)).toMatchObject({
      code: 1,
      output: expect.stringMatching(/exists already/) as string,
    })
  })

  it('reads a truncated recording up to its last complete line', async () => {
    const simulator = await domain()
    const file = join(await directory(), 'cut.recording.gz')
    await run(['record', file, '--for', '4'], simulator)
    const whole = await framesOf(file)
    await truncate(file, Math.floor((await readFile(file)).length * 0.7))
    const cut = await framesOf(file)
    expect(cut).toBeGreaterThan(0)
    expect(cut).toBeLessThan(whole)
  })

  it('ends quietly and ends its session when the reader of its output ends', async () => {
    const simulator = await domain()
    // A shell as a person uses it; `pipefail` reports the exit code of the left side.
    const script = 'set -o pipefail; "$0" "$1" watch | head -n 3'
    const child = spawn('bash', ['--norc', '-c', script, process.execPath, command], {
      env: environmentOf(simulator),
    })
    let [output, errors] = ['', '']
    child.stdout.on('data', (data: Buffer) => (output += data.toString()))
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()))
    const [code] = (await once(child, 'close')) as [number | null]
    expect({ code, errors, lines: output.trim().split('\n').length }).toEqual({
      code: 0,
      errors: '',
      lines: 3,
    })
    await expect.poll(() => simulator.socketCount()).toBe(0)
    const client = createFive9Client({
      loginUrl: simulator.loginUrl,
      credentials: { username: 'demo@wallboard.test', password: 'demo' },
    })
    await client.signIn()
    expect(await client.startSession('supervisor')).toEqual({ wasRunning: false })
  })

  it('reports a wrong file, password or command, and exits with an error', async () => {
    const file = join(await directory(), 'none.gz')
    await writeFile(file, 'not compressed')
    const failures = [
      [await run(['replay', file]), 1, /five9: .*none\.gz/],
      [await run(['replay', `${file}.missing`]), 1, /five9: .*missing/],
      [await run(['queues'], await domain(), { password: 'wrong' }), 1, /refused the username or password/],
      [await run(['dance']), 2, /no command dance/],
    ] as const
    for (const [result, code, words] of failures)
      expect(result).toEqual({ code, output: expect.stringMatching(words) as string })
  })
})

async function framesOf(file: string): Promise<number> {
  let frames = 0
  const { frames: read } = await openRecording(file)
  for await (const _frame of read) frames += 1
  return frames
}
