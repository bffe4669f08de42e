import { setTimeout as delay } from 'node:timers/promises'
import { EventId } from '../events/index.ts'
import type { Five9Client } from '../client.ts'
import { createFive9Client } from '../create-client.ts'
import {
  createSupervisorSession,
  type SessionStatus,
  type SessionNotice,
} from '../supervisor-session/supervisor-session.ts'
import { createRecording, openRecording } from '../recording/recording-file.ts'
import type { Account } from './arguments.ts'
import { createQueueTable, type QueueTable } from './queue-table.ts'
import { createScreen, type Output } from './screen.ts'

/** The environment of a command. */
export interface CommandEnvironment {
  readonly output: Output
  /** Epoch milliseconds, to show and to store. */
  readonly now: () => number
  /** Milliseconds of a monotonic clock, to measure. */
  readonly monotonic: () => number
  /** Aborts when Ctrl-C or `--for` ends the command. */
  readonly ended: AbortSignal
}

function createClient({ username, password, loginUrl, region }: Account): Five9Client {
  return createFive9Client({
    credentials: { username, password },
    appKey: 'five9-cli',
    ...(loginUrl === undefined ? {} : { loginUrl }),
    ...(region === undefined ? {} : { region }),
  })
}

/** Lists id and name of every queue. */
export async function listQueues(account: Account, { output }: CommandEnvironment): Promise<void> {
  const client = createClient(account)
  await client.signIn()
  const { wasRunning } = await client.startSession('supervisor')
  try {
    for (const { id, name } of await client.supervisor.DomainQueues()) output.write(`${id}\t${name}\n`)
  } finally {
    if (!wasRunning) await client.stopSession('supervisor')
  }
}

const untilEnded = (ended: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (ended.aborted) resolve()
    else
      ended.addEventListener(
        'abort',
        () => {
          resolve()
        },
        { once: true },
      )
  })

/** Keeps a supervisor session up until the command ends. Rejects with the reason when a person has to act. */
async function follow(
  account: Account,
  { ended, now, monotonic }: CommandEnvironment,
  onNotice: (notice: SessionNotice, client: Five9Client) => void,
): Promise<void> {
  const client = createClient(account)
  const session = createSupervisorSession({ client, socketKey: `five9-cli-${process.pid}`, now, monotonic })
  const over = new Promise<void>((resolve, reject) => {
    session.on((notice) => {
      onNotice(notice, client)
      if (notice.type === 'status' && notice.status.state === 'ended')
        reject(notice.status.reason ?? new Error('the session ended'))
    })
    void untilEnded(ended).then(resolve)
  })
  session.start()
  try {
    await over
  } finally {
    await session.stop()
  }
}

const ageingAfterMs = 15_000

function statusText(state: SessionStatus['state'], table: QueueTable, now: number): string {
  const confirmedAt = table.confirmedAt()
  const age = confirmedAt === undefined ? 'no figures yet' : `figures are ${seconds(now - confirmedAt)} old`
  if (state !== 'up') return `NOT LIVE: ${state} · ${age}`
  if (confirmedAt === undefined) return `waiting for figures · ${age}`
  if (now - confirmedAt > ageingAfterMs) return `NOT LIVE: Five9 is silent · ${age}`
  return table.isConfirmed() ? `live · ${age}` : `NOT LIVE: waiting for all figures · ${age}`
}

const seconds = (ms: number): string => `${(Math.max(0, ms) / 1_000).toFixed(1)} s`

/** Shows the queues, live. */
export async function watch(account: Account, environment: CommandEnvironment): Promise<void> {
  const { output, now, monotonic } = environment
  const table = createQueueTable()
  const screen = createScreen(table, output)
  let state: SessionStatus['state'] = 'connecting'
  const show = (touched: readonly string[] = []) => {
    const at = monotonic()
    const status = statusText(state, table, at)
    // Waits stand still while the figures are not confirmed.
    const clock = status.startsWith('live') ? at : (table.confirmedAt() ?? at)
    screen.show(touched, status, now(), clock)
  }
  const ticking = setInterval(show, 1_000)
  try {
    await follow(account, environment, (notice, client) => {
      // On failure, ids stand in for names until the next read.
      const readNames = () => void client.supervisor.DomainQueues().then(table.setNames, () => undefined)
      if (notice.type === 'event') {
        if (notice.event.context.eventId === EventId.EVENT_SKILLS_INVALIDATED) readNames()
        show(table.received(notice.event, notice.receivedAt))
      }
      if (notice.type === 'chain-broken') table.chainBroken()
      if (notice.type !== 'status') return
      state = notice.status.state
      if (state !== 'up') table.chainBroken()
      if (state === 'up') readNames()
      show()
    })
  } finally {
    clearInterval(ticking)
    screen.end()
  }
}

/** Records the events of a domain until the command ends; then the file is complete. */
export async function record(account: Account, file: string, environment: CommandEnvironment): Promise<void> {
  const { output, now, monotonic } = environment
  const client = createClient(account)
  await client.signIn()
  const { wasRunning } = await client.startSession('supervisor')
  const queues = await client.supervisor.DomainQueues()
  if (!wasRunning) await client.stopSession('supervisor')
  const recordedAt = now()
  const startedAt = monotonic()
  const writer = await createRecording(file, {
    recordedAt,
    kind: 'supervisor',
    queues,
  })
  try {
    await follow(account, environment, (notice) => {
      if (notice.type === 'event') writer.add(notice.event, recordedAt + (notice.receivedAt - startedAt))
      if (notice.type === 'status') output.write(`${notice.status.state}\n`)
    })
  } finally {
    await writer.close()
    output.write(`${writer.frames()} frames in ${file}\n`)
  }
}

/** Plays a recording at a speed. */
export async function replay(
  file: string,
  speed: number,
  { output, monotonic, ended }: CommandEnvironment,
): Promise<void> {
  const { header, frames } = await openRecording(file)
  const table = createQueueTable()
  table.setNames(header.queues)
  const screen = createScreen(table, output)
  const startedAt = monotonic()
  for await (const { t, event } of frames) {
    const pauseMs = t / speed - (monotonic() - startedAt)
    if (pauseMs > 0) await delay(pauseMs, undefined, { signal: ended }).catch(() => undefined) // ended
    if (ended.aborted) break
    const at = header.recordedAt + t
    const touched = table.received(event, at)
    if (touched.length > 0) screen.show(touched, `RECORDING of ${new Date(at).toISOString()}`, at, at)
  }
  screen.end()
}
