import { spawn } from 'node:child_process'

/** The output of a run, and whether all seeds passed. */
export interface Played {
  readonly ok: boolean
  readonly output: string
}

/** Plays seeds with a bundle, in a separate process, because the bundle replaces all clocks and timers. */
export function playSeeds(
  bundle: string,
  args: readonly string[],
  onOutput: (text: string) => void = () => undefined,
): Promise<Played> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--enable-source-maps', bundle, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes: Buffer) => {
        output += bytes.toString('utf8')
        onOutput(bytes.toString('utf8'))
      })
    child.on('error', reject)
    child.on('close', (code) => {
      resolve({ ok: code === 0, output })
    })
  })
}

/** Plays seeds in several processes at once. */
export async function playSideBySide(
  bundle: string,
  from: number,
  seeds: number,
  processes: number,
): Promise<Played> {
  const each = Math.ceil(seeds / processes)
  const shares = Array.from({ length: processes }, (_, share) => ({
    from: from + share * each,
    seeds: Math.min(each, seeds - share * each),
  })).filter((share) => share.seeds > 0)
  const played = await Promise.all(
    shares.map((share) => playSeeds(bundle, ['--from', String(share.from), '--seeds', String(share.seeds)])),
  )
  return { ok: played.every(({ ok }) => ok), output: played.map(({ output }) => output).join('') }
}
