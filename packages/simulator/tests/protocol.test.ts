import { afterEach, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { createSimulator, type Simulator, type SimulatorOptions } from '../src/index.ts'
import { parseArguments } from '../src/cli/arguments.ts'

/** An independent client of the protocol: fetch, ws and nothing of ours. */
const running: Simulator[] = []
const sockets: WebSocket[] = []
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate()
  await Promise.all(running.splice(0).map((simulator) => simulator.close()))
})

async function start(options: Partial<SimulatorOptions> = {}) {
  const simulator = await createSimulator({ queues: 4, agents: 15, ...options })
  running.push(simulator)
  return simulator
}

const record = (value: unknown): Record<string, unknown> => Object(value) as Record<string, unknown>

async function signIn(simulator: Simulator, policy = 'AttachExisting', password = 'demo') {
  const response = await fetch(simulator.loginUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ passwordCredentials: { username: 'demo@wallboard.test', password }, policy }),
  })
  const body = record(await response.json())
  const headers = { authorization: `Bearer-${String(body.tokenId)}` }
  const call = async (method: string, path: string) => {
    const reply = await fetch(`${simulator.origin}/supsvcs/rs/svc${path}`, { method, headers })
    const text = await reply.text()
    return { status: reply.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) }
  }
  const own = `/supervisors/${String(body.userId)}`
  return { status: response.status, body, headers, call, own }
}

async function connect(simulator: Simulator, headers: Record<string, string>, key: string) {
  const socket = new WebSocket(`${simulator.origin.replace('http', 'ws')}/supsvcs/sws/${key}`, { headers })
  sockets.push(socket)
  const frames: { context: Record<string, unknown>; payLoad: unknown }[] = []
  socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString()) as (typeof frames)[number]))
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  const opened = new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  await opened
  const ids = () => frames.map(({ context }) => context.eventId)
  return { socket, frames, ids, closed }
}

describe('the simulator’s protocol', () => {
  it('leads a supervisor from sign-in to statistics, and 5000 with the following 5012 gives the truth', async () => {
    const simulator = await start({ speed: 30 })
    const user = await signIn(simulator)
    expect((await user.call('GET', `${user.own}/login_state`)).body).toBe('SELECT_STATION')
    expect((await user.call('GET', '/orgs/123456/skills')).status).toBe(435)
    expect((await user.call('PUT', `${user.own}/session_start?force=true`)).status).toBe(204)
    expect((await user.call('GET', `${user.own}/login_state`)).body).toBe('WORKING')
    expect((await user.call('GET', '/orgs/123456/skills')).body).toEqual(simulator.truth().queues)

    const { socket, frames, ids } = await connect(simulator, user.headers, 'wall_super')
    await expect.poll(ids).toContain('5000')
    expect(ids()[0]).toBe('1010')
    socket.send('ping')
    await expect.poll(ids).toContain('1202')
    await expect.poll(() => ids().filter((id) => id === '5012').length).toBeGreaterThan(2)
    simulator.pause()
    const truth = new Map(simulator.truth().sources.ACD_STATUS?.map((row) => [row.id, row]))
    await expect
      .poll(() => {
        const rows = new Map<string, unknown>()
        for (const { context, payLoad } of frames) {
          if (context.eventId !== '5000' && context.eventId !== '5012') continue
          for (const block of payLoad as { dataSource: string; [list: string]: unknown }[]) {
            if (block.dataSource !== 'ACD_STATUS') continue
            for (const list of [block.data, block.added, block.updated]) {
              for (const row of (list ?? []) as { id: string }[]) rows.set(row.id, row)
            }
          }
        }
        return rows
      })
      .toEqual(truth)
  })

  it('refuses a wrong password and an unknown token with Five9’s envelope', async () => {
    const simulator = await start()
    const refused = await signIn(simulator, 'AttachExisting', 'wrong')
    expect(refused.status).toBe(401)
    expect(record(refused.body.five9ExceptionDetail).errorCode).toBe(401)
    expect((await refused.call('GET', '/supervisors/1/login_state')).status).toBe(401)
  })

  it('lets ForceIn kill older tokens, and AttachExisting join the session', async () => {
    const simulator = await start()
    const first = await signIn(simulator)
    await first.call('PUT', `${first.own}/session_start`)
    const second = await signIn(simulator)
    expect((await second.call('GET', `${second.own}/login_state`)).body).toBe('WORKING')
    const third = await signIn(simulator, 'ForceIn')
    expect((await first.call('GET', `${first.own}/login_state`)).status).toBe(401)
    expect((await third.call('GET', `${third.own}/login_state`)).body).toBe('SELECT_STATION')
  })

  it('refuses to start a session that is held elsewhere, unless forced', async () => {
    const simulator = await start()
    simulator.holdElsewhere()
    const user = await signIn(simulator)
    const refused = await user.call('PUT', `${user.own}/session_start`)
    expect(refused.status).toBe(435)
    expect(JSON.stringify(refused.body)).toContain('DUPLICATE_LOGIN')
    expect((await user.call('PUT', `${user.own}/session_start?force=true`)).status).toBe(204)
  })

  it('closes the second socket of one key with 1020 and code 3000', async () => {
    const simulator = await start()
    const user = await signIn(simulator)
    await user.call('PUT', `${user.own}/session_start`)
    await connect(simulator, user.headers, 'same')
    const second = await connect(simulator, user.headers, 'same')
    expect(await second.closed).toBe(3000)
    expect(second.ids()).toContain('1020')
  })

  it('answers 401 until login_state has been polled, with that option', async () => {
    const simulator = await start({ unauthorizedPolls: 2 })
    const user = await signIn(simulator)
    const statuses = []
    for (let poll = 0; poll < 3; poll += 1)
      statuses.push((await user.call('GET', `${user.own}/login_state`)).status)
    expect(statuses).toEqual([401, 401, 200])
  })

  it('requires notices to be accepted, and answers accepted: false even then', async () => {
    const simulator = await start({ notices: 1 })
    const user = await signIn(simulator)
    await user.call('PUT', `${user.own}/session_start`)
    expect((await user.call('GET', `${user.own}/login_state`)).body).toBe('ACCEPT_NOTICE')
    const accepted = await user.call('PUT', `${user.own}/maintenance_notices/8001/accept`)
    expect(accepted.body).toMatchObject({ id: '8001', accepted: false })
    expect((await user.call('GET', `${user.own}/login_state`)).body).toBe('WORKING')
  })

  it('ends every session and token with a logout', async () => {
    const simulator = await start()
    const user = await signIn(simulator)
    await user.call('PUT', `${user.own}/session_start`)
    expect((await user.call('POST', '/auth/logout')).status).toBe(204)
    expect((await user.call('GET', `${user.own}/login_state`)).status).toBe(401)
  })

  it('can be started again on the port of one that was killed', async () => {
    const first = await start()
    await first.close()
    running.splice(0)
    expect((await start({ port: first.port })).port).toBe(first.port)
  })
})

describe(parseArguments, () => {
  it('reads the options and keeps the other defaults', () => {
    const args = ['--port', '0', '--queues', '3', '--speed', '2.5', '--summed-totals']
    expect(parseArguments(args)).toMatchObject({
      kind: 'run',
      options: { port: 0, queues: 3, speed: 2.5, agents: 60, summedTotals: true },
    })
  })

  it.each([
    [['--queues', 'many'], '--queues'],
    [['--queues', '2.5'], '--queues'],
    [['--port', '70000'], '--port'],
    [['--tls-cert', 'a.pem'], '--tls-key'],
    [['--colour', 'red'], '--colour'],
  ])('names the bad option in %j', (args, name) => {
    const parsed = parseArguments(args)
    expect(parsed.kind).toBe('refused')
    expect(JSON.stringify(parsed)).toContain(name)
  })
})
