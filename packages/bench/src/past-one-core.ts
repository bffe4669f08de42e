import { setTimeout as pause } from 'node:timers/promises'
import { Opened, Received, RelayReady, type ScreensOrder } from './children/orders.ts'
import { large, small } from './domains.ts'
import { benchProgram, startChild } from './measure/child.ts'
import { play, startScreens, stalenessOf } from './measure/feed-run.ts'
import { cpuMsOf } from './measure/processes.ts'
import { startRig, type Rig } from './measure/rig.ts'

/*
 * The prototype of docs/performance.md, "Past one core": screens at one process, or at one or two relay processes that
 * are clients of it. Prints the share of a core that each process uses, in turn, three times.
 *
 *   node --import tsx packages/bench/src/past-one-core.ts [screens] [S | L]
 */

const framesPerSecond = 100
const seconds = 4
const rounds = 3

const screensInAll = Number(process.argv[2] ?? 2_000)
const domain = process.argv[3] === 'S' ? small : large

/** The share of one core that each process uses while frames come, and the staleness of the last screen. */
async function measure(rig: Rig, relays: number): Promise<string> {
  const { pid } = rig.server('product').child
  const started = await Promise.all(
    Array.from({ length: relays }, () =>
      startChild(
        { name: 'the relay process', path: benchProgram('relay-process.ts'), cores: 'first' },
        JSON.stringify({ port: rig.server('product').port, cookie: rig.cookie }),
        RelayReady,
      ),
    ),
  )
  await pause(1_000) // each relay has its snapshot
  const ports = relays === 0 ? [rig.server('product').port] : started.map(({ ready }) => ready.port)
  const clients = await Promise.all(ports.map(startScreens))
  for (const [index, client] of clients.entries()) {
    const order: ScreensOrder = {
      ...{ do: 'open', port: ports[index] ?? 0, count: Math.round(screensInAll / ports.length) },
      ...{ cookie: rig.cookie, until: 'snapshot', pace: 'wall', inflates: false },
      firstQueue: rig.queueIds[0] ?? '',
    }
    await client.ask(order, Opened)
  }
  await play(rig, { to: ['product'], framesPerSecond, frames: framesPerSecond })
  for (const client of clients) await client.ask({ do: 'begin' } satisfies ScreensOrder, Opened)
  const pids = [pid, ...started.map(({ child }) => child.pid)]
  const cpu = () => Promise.all(pids.map(cpuMsOf))
  const [before, startedAt] = [await cpu(), performance.now()]
  const { sentAt } = await play(rig, { to: ['product'], framesPerSecond, frames: framesPerSecond * seconds })
  const [after, tookMs] = [await cpu(), performance.now() - startedAt]
  const shares = after.map((ms, index) => (100 * (ms - (before[index] ?? NaN))) / tookMs)
  await pause(1_000)
  const staleness: number[] = []
  let messages = 0
  for (const client of clients) {
    const received = await client.ask({ do: 'count', frame: 0, withinMs: 0 } satisfies ScreensOrder, Received)
    messages += received.messages
    staleness.push(...stalenessOf(sentAt, received.seen).filter(Number.isFinite))
    await client.stop()
  }
  for (const { child } of started) await child.stop()
  staleness.sort((a, b) => a - b)
  const p99 = staleness[Math.floor(staleness.length * 0.99)] ?? NaN
  const names = ['server', 'relay', 'relay'].slice(0, shares.length)
  const text = shares.map((share, index) => `${names[index]} ${share.toFixed(1)} %`).join(', ')
  return `${relays} relay processes: ${text}; busiest ${Math.max(...shares).toFixed(1)} %; ${(messages / screensInAll / seconds).toFixed(1)} messages/s; p99 ${p99.toFixed(0)} ms`
}

const rig = await startRig(domain)
for (let round = 0; round < rounds; round += 1)
  for (const relays of [0, 1, 2]) process.stdout.write(`${await measure(rig, relays)}\n`)
await rig.stop()
process.exit(0)
