import { HistoryBand, HistoryCoverage, HistoryState } from '@wallboard/relay/rest/history'
import { CampaignForecasts } from '@wallboard/relay/rest/call-forecasts'
import { EstimateFacts } from '@wallboard/relay/rest/estimates'
import { TypicalLengths } from '@wallboard/relay/rest/typical-lengths'
import { HistoryWhy } from '@wallboard/relay/rest/why'
import { describe, expect, it } from 'vitest'
import type { Service } from '../src/app/service.ts'
import { connect, signIn, start, user } from './bff-fixture.ts'

const house = {
  FIVE9_USERNAME: user.username,
  FIVE9_PASSWORD: user.password,
  HISTORY: 'on',
  HISTORY_FLUSH_SECONDS: '1',
}

async function request(
  service: Service,
  cookie: string,
  query: Record<string, string>,
  resource: 'state' | 'coverage' | 'band' | 'why' | 'lengths' | 'forecasts' = 'state',
) {
  const response = await fetch(
    `${service.url}/api/history/${resource}?${new URLSearchParams(query).toString()}`,
    {
      headers: { cookie },
    },
  )
  const body: unknown = await response.json()
  return { status: response.status, body }
}

const byId = (one: { readonly id: string }, other: { readonly id: string }) => one.id.localeCompare(other.id)

/** An instant around which nothing changed, and what the screen showed then. */
async function quietMoment(screen: ReturnType<typeof connect>) {
  const quietMs = 800
  for (;;) {
    const before = screen.count('changes')
    await new Promise((resolve) => setTimeout(resolve, quietMs))
    if (screen.count('changes') === before) return { at: Date.now() - quietMs / 2, rows: screen.rows() }
  }
}

const codeOf = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined

describe('the past of a board', () => {
  it('is what it showed then, after a restart too', { timeout: 120_000 }, async () => {
    // Busy enough that figures change at any hour of the simulated day, and quiet enough for a moment without a change.
    const { service, again } = await start({ queues: 3, agents: 8, speed: 2 }, house)
    const { cookie } = await signIn(service)
    const screen = connect(service, cookie)
    await expect.poll(() => screen.rows().length, { timeout: 20_000 }).toBeGreaterThan(0)
    // Recording starts with the first tick after the feed has data.
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    const { at, rows } = await quietMoment(screen)
    // The next change confirms that nothing was missed until then.
    const changes = screen.count('changes')
    await expect.poll(() => screen.count('changes'), { timeout: 60_000 }).toBeGreaterThan(changes)
    await service.close()

    const restarted = await again()
    const signedIn = await signIn(restarted)
    const live = connect(restarted, signedIn.cookie)
    await expect.poll(() => live.rows().length, { timeout: 20_000 }).toBeGreaterThan(0)
    const { status, body } = await request(restarted, signedIn.cookie, {
      at: new Date(at).toISOString(),
      board: 'all-queues',
    })
    expect(status).toBe(200)
    const state = HistoryState.parse(body)
    const queues = state.payLoad.find(({ dataSource }) => dataSource === 'ACD_STATUS')
    const ofQueues = (queues?.data ?? []).filter(({ id }) => id !== '0').map(({ asOf: _asOf, ...row }) => row)
    // The past of a board has the fields that the board shows; the person's screen has all of them.
    const fields = new Set(ofQueues.flatMap((row) => Object.keys(row)))
    expect([...fields]).toEqual(expect.arrayContaining(['callsInQueue', 'agentsInQueue', 'agentsOnCall']))
    const shown = rows.map(({ id, ...row }) => ({
      ...Object.fromEntries(Object.entries(row).filter(([field]) => fields.has(field))),
      id,
    }))
    expect(ofQueues.sort(byId)).toEqual(shown.sort(byId))
    expect(state.sources.find(({ dataSource }) => dataSource === 'ACD_STATUS')?.coverage?.kind).toBe('live')
    expect(state.queues.length).toBeGreaterThan(0)

    const span = { from: new Date(at - 60_000).toISOString(), to: new Date(at + 60_000).toISOString() }
    const covered = HistoryCoverage.parse((await request(restarted, signedIn.cookie, span, 'coverage')).body)
    const spans = covered.sources.find(({ dataSource }) => dataSource === 'ACD_STATUS')?.spans ?? []
    expect(spans.find(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)?.kind).toBe('live')
    expect(covered.recorded?.from).toBeLessThanOrEqual(at)
    expect(covered.recorded?.to).toBeGreaterThan(at)
  })

  it(
    'has a clear answer to instants that are not recorded, and to bad input',
    { timeout: 60_000 },
    async () => {
      const { service } = await start({}, { ...house, HISTORY_HOLIDAYS: '2026-12-25', TIME_ZONE: 'UTC' })
      const { cookie } = await signIn(service)
      const screen = connect(service, cookie)
      await expect.poll(() => screen.rows().length, { timeout: 20_000 }).toBeGreaterThan(0)
      const board = 'all-queues'
      for (const at of ['2001-01-01T00:00:00Z', '2100-01-01T00:00:00Z']) {
        const { status, body } = await request(service, cookie, { at, board })
        expect([status, codeOf(body)]).toMatchObject([404, { code: 'no-history' }])
      }
      for (const query of [
        {},
        { at: 'yesterday', board },
        { at: '2026-11-26', board },
        { at: '2026-11-26T10:00:00Z' },
      ])
        expect(await request(service, cookie, query)).toMatchObject({
          ...{ status: 400, body: { error: { code: 'bad-request' } } },
        })
      const early = '2026-11-26T10:00:00Z'
      for (const query of [
        {},
        { from: early },
        { from: early, to: early },
        { from: early, to: '2026-11-26T09:00:00Z' },
        { from: early, to: '2026-12-26T10:00:00Z' },
      ])
        expect(await request(service, cookie, query, 'coverage')).toMatchObject({
          ...{ status: 400, body: { error: { code: 'bad-request' } } },
        })
      const band = { figure: 'callsInQueue', day: '2026-11-26' }
      for (const query of [
        {},
        { ...band, day: '2026-02-30' },
        { ...band, day: 'today' },
        { ...band, figure: 'hours' },
      ])
        expect(await request(service, cookie, query, 'band')).toMatchObject({
          ...{ status: 400, body: { error: { code: 'bad-request' } } },
        })
      // Empty until the first flush has recorded the feed.
      await expect
        .poll(async () => {
          const read = HistoryBand.parse((await request(service, cookie, band, 'band')).body)
          return read.slots.map((slot) => ('weeksKnown' in slot ? slot.weeksKnown : 'band'))
        })
        .toEqual(Array.from({ length: 48 }, () => 0))
      expect((await request(service, cookie, { ...band, day: '2026-12-25' }, 'band')).body).toMatchObject({
        isHoliday: true,
      })
      expect((await request(service, '', band, 'band')).status).toBe(401)
      const noCookie = await request(service, '', { from: early, to: '2026-11-26T11:00:00Z' }, 'coverage')
      expect(noCookie.status).toBe(401)
      const [queue = ''] = screen.rows().flatMap(({ id }) => (id === '0' ? [] : id))
      // The recorder may be late by more than any margin: one instant, until it is recorded.
      const now = { queue, at: new Date().toISOString() }
      const whyStatus = async () => (await request(service, cookie, now, 'why')).status
      await expect.poll(whyStatus, { timeout: 30_000 }).toBe(200)
      const why = HistoryWhy.parse((await request(service, cookie, now, 'why')).body)
      expect(why).toMatchObject({ queue, usual: { basis: 'none', weeks: 0 }, shares: null })
      for (const query of [{}, { queue }, { queue, at: 'now' }, { at: early }])
        expect(await request(service, cookie, query, 'why')).toMatchObject({
          ...{ status: 400, body: { error: { code: 'bad-request' } } },
        })
      for (const at of ['2001-01-01T00:00:00Z', '2100-01-01T00:00:00Z'])
        expect(await request(service, cookie, { queue, at }, 'why')).toMatchObject({
          ...{ status: 404, body: { error: { code: 'no-history' } } },
        })
      expect(await request(service, cookie, { queue: 'none', at: early }, 'why')).toMatchObject({
        ...{ status: 404, body: { error: { code: 'no-such-queue' } } },
      })
      expect((await request(service, '', now, 'why')).status).toBe(401)
      const facts = await fetch(`${service.url}/api/estimates`, { headers: { cookie } })
      expect(EstimateFacts.parse(await facts.json()).queues.length).toBeGreaterThan(0)
      expect((await fetch(`${service.url}/api/estimates`)).status).toBe(401)
      const lengths = TypicalLengths.parse((await request(service, cookie, {}, 'lengths')).body)
      expect(lengths.until).toBeGreaterThan(0)
      const forecasts = CampaignForecasts.parse((await request(service, cookie, {}, 'forecasts')).body)
      expect(forecasts.isLeftOut).toBe(false)
      expect(forecasts.campaigns.every(({ forecast }) => forecast === null)).toBe(true)
      expect((await request(service, '', {}, 'lengths')).status).toBe(401)
      const unknown = await request(service, cookie, { at: '2026-11-26T10:00:00Z', board: 'none' })
      expect(unknown).toMatchObject({ status: 404, body: { error: { code: 'no-such-board' } } })
      expect((await request(service, '', { at: '2026-11-26T10:00:00Z', board })).status).toBe(401)
    },
  )

  it(
    'answers each of 1,000 seeks at once: with a state, or that it is busy',
    { timeout: 120_000 },
    async () => {
      const { service } = await start({ queues: 3, agents: 5, speed: 1 }, house)
      const { cookie } = await signIn(service)
      let at = ''
      const seek = async () => {
        const { status, body } = await request(service, cookie, { at, board: 'all-queues' })
        return status === 200 ? 'state' : `${status} ${JSON.stringify(codeOf(body))}`
      }
      const seekNow = () => {
        at = new Date(Date.now() - 1_500).toISOString()
        return seek()
      }
      await expect.poll(seekNow, { timeout: 60_000 }).toBe('state')
      const replies = new Set(await Promise.all(Array.from({ length: 1_000 }, seek)))
      for (const reply of replies) expect(reply).toMatch(/^state$|^503 .*"history-busy"/)
      expect(replies).toContain('state')
      await expect.poll(seek).toBe('state')
    },
  )

  it('does not exist with HISTORY=off', async () => {
    const { service } = await start({}, { ...house, HISTORY: 'off' })
    const { cookie } = await signIn(service)
    const { status, body } = await request(service, cookie, {
      at: '2026-11-26T10:00:00Z',
      board: 'all-queues',
    })
    expect([status, codeOf(body)]).toMatchObject([404, { code: 'history-off' }])
    const span = { from: '2026-11-26T10:00:00Z', to: '2026-11-26T11:00:00Z' }
    const coverage = await request(service, cookie, span, 'coverage')
    expect([coverage.status, codeOf(coverage.body)]).toMatchObject([404, { code: 'history-off' }])
  })
})
