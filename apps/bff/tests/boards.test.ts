import { allQueuesBoard } from '@wallboard/boards'
import {
  decodeServerMessage,
  connectUrl,
  relayVersion,
  type ServerMessage,
  wholeView,
} from '@wallboard/relay'
import { describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { createService, type Service } from '../src/app/service.ts'
import { signIn, start } from './bff-fixture.ts'
import { closing } from './clean-up.ts'

async function call(service: Service, cookie: string, method: string, path: string, body?: unknown) {
  const response = await fetch(`${service.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', cookie, origin: service.url },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const cookies = response.headers.getSetCookie().map((each) => each.split(';')[0] ?? '')
  return { status: response.status, text: await response.text(), cookie: cookies.join('; ') }
}

async function desk(service: Service) {
  const { cookie } = await signIn(service)
  return {
    cookie,
    ask: (method: string, path: string, body?: unknown) => call(service, cookie, method, path, body),
  }
}

const idOf = (text: string) => /"id":"([^"]+)"/.exec(text)?.[1] ?? ''

/** Pairs a display and connects its socket. */
async function screen(service: Service, own: Awaited<ReturnType<typeof desk>>, name: string) {
  const requested = await call(service, '', 'POST', '/api/pairing', { width: 800, height: 600 })
  const code = /"code":"([^"]+)"/.exec(requested.text)?.[1]
  const paired = await own.ask('POST', '/api/displays', { code, name, boardId: 'all-queues' })
  const { cookie } = await call(service, requested.cookie, 'GET', '/api/pairing')
  const received: ServerMessage[] = []
  const target = connectUrl('display', { version: relayVersion, view: wholeView('wall', ['ACD_STATUS']) })
  const socket = new WebSocket(`${service.url.replace('http', 'ws')}${target}`, {
    headers: { cookie, origin: service.url },
  })
  closing.push(() => {
    socket.terminate()
    return Promise.resolve()
  })
  const opened = new Promise((resolve) => socket.on('open', resolve))
  socket.on('message', (data: Buffer) => {
    const decoded = decodeServerMessage(data.toString())
    if (decoded.ok) received.push(decoded.message)
  })
  await opened
  const report = (sound: 'on' | 'off' | 'blocked') => {
    const figures = { paintedAgeMs: 0, frameMsP50: null, frameMsP95: null, heapBytes: null }
    socket.send(
      JSON.stringify({ type: 'report', report: { width: 1, height: 1, build: 'b', ...figures, sound } }),
    )
  }
  const isSpeaker = () =>
    received.flatMap((message) => (message.type === 'speaker' ? [message.isSpeaker] : [])).at(-1) ?? false
  return { id: idOf(paired.text), socket, report, isSpeaker, received }
}

describe(createService, () => {
  it('[R13] has one speaker in a room: elects another when it disconnects, and prefers a display whose sound works', async () => {
    const { service } = await start()
    const own = await desk(service)
    const screens = [
      await screen(service, own, 'A'),
      await screen(service, own, 'B'),
      await screen(service, own, 'C'),
    ]
    const [a, b, c] = screens
    for (const { id } of screens) await own.ask('PATCH', `/api/displays/${id}`, { room: 'Hall', sound: true })
    const speaking = () => screens.map(({ isSpeaker }) => isSpeaker())
    await expect.poll(speaking).toEqual([true, false, false])
    a?.report('blocked')
    b?.report('blocked')
    c?.report('on')
    await expect.poll(speaking).toEqual([false, false, true])
    c?.socket.close()
    b?.report('on')
    await expect.poll(() => [a?.isSpeaker(), b?.isSpeaker()]).toEqual([false, true])
    await own.ask('PATCH', `/api/displays/${b?.id ?? ''}`, { sound: false })
    await expect.poll(() => [a?.isSpeaker(), b?.isSpeaker()]).toEqual([true, false])
  })

  it('makes every display without a room its own speaker', async () => {
    const { service } = await start()
    const own = await desk(service)
    const screens = [await screen(service, own, 'A'), await screen(service, own, 'B')]
    for (const { id } of screens) await own.ask('PATCH', `/api/displays/${id}`, { sound: true })
    await expect.poll(() => screens.map(({ isSpeaker }) => isSpeaker())).toEqual([true, true])
  })

  it('keeps boards over a restart, and refuses invalid boards and outdated revisions', async () => {
    const { service, again } = await start()
    const own = await desk(service)
    const board = { ...allQueuesBoard, name: 'Sales' }
    const id = idOf((await own.ask('POST', '/api/boards', { board })).text)
    const refused = await own.ask('POST', '/api/boards', { board: { ...board, pages: [] } })
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('board.pages')])
    expect((await own.ask('PUT', `/api/boards/${id}`, { revision: 1, board })).text).toBe('{"revision":2}')
    expect((await own.ask('PUT', `/api/boards/${id}`, { revision: 1, board })).status).toBe(409)
    expect((await own.ask('PUT', '/api/boards/all-queues', { revision: 0, board })).text).toContain(
      'built-in',
    )
    expect((await own.ask('DELETE', '/api/boards/all-queues')).status).toBe(409)
    expect((await own.ask('PUT', '/api/boards/none', { revision: 1, board })).status).toBe(404)
    await service.close()
    const later = await desk(await again())
    expect((await later.ask('GET', `/api/boards/${id}`)).text).toContain('"revision":2')
    expect((await later.ask('DELETE', `/api/boards/${id}`)).status).toBe(204)
    expect((await later.ask('GET', `/api/boards/${id}`)).status).toBe(404)
  })

  it('shows boards and the directory to signed-in people, and the schema to everybody', async () => {
    const { service } = await start()
    const own = await desk(service)
    for (const path of ['/api/boards', '/api/boards/all-queues', '/api/directory']) {
      expect((await call(service, '', 'GET', path)).status).toBe(401)
      await expect.poll(async () => (await own.ask('GET', path)).status).toBe(200)
    }
    for (const [method, path] of [
      ['POST', '/api/boards'],
      ['PUT', '/api/boards/x'],
      ['DELETE', '/api/boards/x'],
    ] as const)
      expect((await call(service, '', method, path, {})).status).toBe(401)
    expect((await call(service, '', 'GET', '/api/boards/schema')).text).toContain('"rotateSeconds"')
    await expect.poll(async () => (await own.ask('GET', '/api/directory')).text).toContain('"campaigns":[{')
  })

  it('sends a display its board as soon as it is stored, with only the data sources that it needs', async () => {
    const { service, simulator } = await start()
    const own = await desk(service)
    const wall = await screen(service, own, 'A')
    const campaign = { kind: 'campaign', campaign: '400001' } as const
    const board = { ...allQueuesBoard, pages: [{ tiles: [campaign] }] }
    const id = idOf((await own.ask('POST', '/api/boards', { board })).text)
    await own.ask('PATCH', `/api/displays/${wall.id}`, { boardId: id })
    const last = () => wall.received.findLast((message) => message.type === 'snapshot')
    await expect
      .poll(() => last()?.payLoad.map(({ dataSource }) => dataSource))
      .toEqual(['ACD_STATUS', 'INBOUND_CAMPAIGN_STATISTICS'])
    // The header computes the figures of the floor from row "0" and the rows of all queues.
    const queues = simulator.truth().queues.map((queue) => queue.id)
    expect(
      last()
        ?.payLoad[0]?.data.map(({ id: row }) => row)
        .sort(),
    ).toEqual(['0', ...queues].sort())
    await expect.poll(() => last()?.directory?.campaigns.length).toBeGreaterThan(0)
    expect(last()?.directory?.agents).toEqual([])
  })
})
