import { HistoryState } from '@wallboard/relay/rest/history'
import { maxReplays } from '@wallboard/relay/rest/replays'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Service } from '../src/app/service.ts'
import { connect, signIn, start, user } from './bff-fixture.ts'

const house = {
  FIVE9_USERNAME: user.username,
  FIVE9_PASSWORD: user.password,
  HISTORY: 'on',
  HISTORY_FLUSH_SECONDS: '1',
}
const Reply = z.object({ id: z.string().optional(), error: z.unknown().optional() })

async function request(service: Service, cookie: string, method: string, path: string, body?: object) {
  const response = await fetch(`${service.url}/api/${path}`, {
    method,
    headers: {
      cookie,
      origin: service.url,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, text, reply: text === '' ? {} : Reply.parse(JSON.parse(text)) }
}

const rowsOf = (state: HistoryState) =>
  (state.payLoad.find(({ dataSource }) => dataSource === 'ACD_STATUS')?.data ?? [])
    .filter(({ id }) => id !== '0')
    .map(({ asOf: _asOf, ...row }) => row)
const byId = (one: { readonly id: string }, other: { readonly id: string }) => one.id.localeCompare(other.id)

describe('a replay over a real socket', () => {
  it(
    '[R31] [R32] shows at each step the state of that instant, restarts with a new epoch, and is one of four',
    { timeout: 90_000 },
    async () => {
      const { service } = await start({ queues: 4, agents: 10, speed: 20 }, house)
      const { cookie } = await signIn(service)
      const live = connect(service, cookie)
      await expect.poll(() => live.rows().length, { timeout: 20_000 }).toBeGreaterThan(0)
      await new Promise((resolve) => setTimeout(resolve, 6_000))
      const days = await request(service, cookie, 'GET', 'history/days')
      const [span] = z
        .object({ spans: z.array(z.object({ from: z.number(), to: z.number() })) })
        .parse(JSON.parse(days.text)).spans
      if (span === undefined) throw new Error('nothing is recorded')
      const at = new Date(span.from).toISOString()

      const started = await request(service, cookie, 'POST', 'replays', {
        at,
        speed: 10,
        board: 'all-queues',
      })
      expect(started.status).toBe(201)
      const id = started.reply.id ?? ''
      const screen = connect(service, cookie, { replay: id, sources: ['ACD_STATUS', 'AGENT_STATE'] })
      const shown = new Map<number, ReturnType<typeof screen.rows>>()
      screen.socket.on('message', () => {
        const last = screen.messages.at(-1)
        // Each flush carries its time after the changes.
        if (last?.type === 'heartbeat' || last?.type === 'link') shown.set(last.serverTime, screen.rows())
      })
      await expect.poll(() => shown.size, { timeout: 20_000 }).toBeGreaterThan(2)
      expect(screen.messages[0]).toMatchObject({ type: 'hello', mode: 'replay' })
      const instants = [...shown.keys()]
      expect(instants).toEqual([...instants].sort((a, b) => a - b))
      expect(instants.every((instant) => (instant - span.from) % 2_500 === 0)).toBe(true)
      for (const [instant, rows] of shown) {
        const query = new URLSearchParams({ at: new Date(instant).toISOString(), board: 'all-queues' })
        const { text, status } = await request(service, cookie, 'GET', `history/state?${query.toString()}`)
        expect(status).toBe(200)
        expect(rows.sort(byId)).toEqual(rowsOf(HistoryState.parse(JSON.parse(text))).sort(byId))
      }
      // Only what the board of the replay shows, whatever the client subscribes to.
      expect(screen.texts.join()).not.toContain('AGENT_STATE')

      const before = screen.position()?.epoch
      const snapshots = screen.count('snapshot')
      const change = { at, speed: 1 }
      expect((await request(service, cookie, 'PATCH', `replays/${id}`, change)).status).toBe(204)
      await expect.poll(() => screen.count('snapshot')).toBe(snapshots + 1)
      expect(screen.position()?.epoch).not.toBe(before)
      expect(screen.messages.findLast(({ type }) => type === 'snapshot')).toMatchObject({
        ...{
          asOf: span.from,
          serverTime: span.from,
          wallOffsetMs: 0,
          link: { state: 'up', unconfirmed: [] },
        },
      })
      const nowhere = { at: '2001-01-01T00:00:00Z' }
      expect(await request(service, cookie, 'PATCH', `replays/${id}`, nowhere)).toMatchObject({
        ...{ status: 404, reply: { error: { code: 'no-history' } } },
      })

      const body = { at, speed: 100, queue: '1' }
      for (let n = 1; n < maxReplays; n += 1)
        expect((await request(service, cookie, 'POST', 'replays', body)).status).toBe(201)
      expect(await request(service, cookie, 'POST', 'replays', body)).toMatchObject({
        ...{ status: 503, reply: { error: { code: 'too-many-replays', params: { max: maxReplays } } } },
      })
      expect((await request(service, cookie, 'DELETE', `replays/${id}`)).status).toBe(204)
      expect(await screen.closed).toBe(1001)
      expect((await request(service, cookie, 'POST', 'replays', body)).status).toBe(201)
      expect(await connect(service, cookie, { replay: id }).closed).toBe(401)
      expect((await request(service, cookie, 'PATCH', `replays/${id}`, change)).status).toBe(404)
    },
  )

  it('has a clear answer to bad input, and without history', async () => {
    const { service } = await start({}, { ...house, HISTORY: 'off' })
    const { cookie } = await signIn(service)
    const at = '2026-11-26T10:00:00Z'
    const statusOf = async (body: object) => (await request(service, cookie, 'POST', 'replays', body)).status
    for (const body of [
      {},
      { at, speed: 7, board: 'all-queues' },
      { at: 'today', speed: 1, board: 'all-queues' },
      { at, speed: 1 },
      { at, speed: 1, board: 'a', queue: 'b' },
    ])
      expect(await statusOf(body)).toBe(400)
    expect(await statusOf({ at, speed: 1, board: 'all-queues' })).toBe(404)
  })
})
