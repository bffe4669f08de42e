import type { Board, Tile } from '@wallboard/boards'
import { openDesk, pairTelevision } from './board-fixture.ts'
import { frameText } from './frame-text.ts'
import { expectLegible, findIllegible, findOverflow } from './screen-reader.ts'
import { expect, test } from './wall-fixture.ts'

const screens = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
  { width: 1080, height: 1920 },
]

const page = (...tiles: Tile[]): Pick<Board, 'pages'> => ({ pages: [{ tiles }] })

test('a board of every kind of tile is legible and whole on every screen', async ({
  browser,
  page: own,
  service,
}) => {
  const desk = await openDesk(own, service)
  const { queues, campaigns } = await desk.directory()
  const ids = queues.slice(0, 3).map(({ id }) => id)
  const board = await desk.addBoard({
    mode: 'supervisor',
    ...page(
      { kind: 'group', name: 'Sales and service', queues: ids },
      { kind: 'queue', queue: ids[0] ?? '' },
      { kind: 'number', figure: { of: 'floor', metric: 'callsInQueue' }, target: 3 },
      { kind: 'agent-summary', queues: ids },
      { kind: 'campaign', campaign: campaigns[0]?.id ?? '' },
      { kind: 'clock', label: 'Berlin', timeZone: 'Europe/Berlin' },
      { kind: 'text', text: 'Team meeting at three in the large room' },
      { kind: 'agents', queues: 'all', columns: 2, rows: 2 },
      { kind: 'alerts', columns: 2 },
      { kind: 'trend' },
    ),
  })
  const tv = await pairTelevision(desk, browser, service, board)
  for (const size of screens) {
    await tv.page.setViewportSize(size)
    await expect(tv.page.locator('[data-tile]').first()).toBeVisible()
    await expect.poll(() => findOverflow(tv.page), JSON.stringify(size)).toEqual([])
    await expect.poll(() => findIllegible(tv.page), JSON.stringify(size)).toEqual([])
  }
  await tv.close()
})

test('groups, people and campaigns show what Five9 holds', async ({
  browser,
  page: own,
  service,
  simulator,
}) => {
  const desk = await openDesk(own, service)
  const { queues, campaigns } = await desk.directory()
  const ids = queues.slice(0, 3).map(({ id }) => id)
  const [campaign] = campaigns
  const board = await desk.addBoard({
    mode: 'supervisor',
    ...page(
      { kind: 'group', name: 'Three', queues: ids },
      { kind: 'agent-summary', queues: 'all' },
      { kind: 'campaign', campaign: campaign?.id ?? '' },
      { kind: 'agents', queues: 'all', columns: 2, rows: 3 },
    ),
  })
  const tv = await pairTelevision(desk, browser, service, board)
  simulator.current().pause()
  const { sources } = simulator.current().truth()
  const acd = (sources['ACD_STATUS'] ?? []).filter(({ id }) => ids.includes(id))
  const calls = acd.reduce((sum, row) => sum + Number(row['callsInQueue']), 0)
  const states = (sources['AGENT_STATE'] ?? []).map(({ state }) => state)
  const counted = (...wanted: string[]) => states.filter((state) => wanted.includes(String(state))).length
  const group = tv.page.locator('[data-tile="group"]')
  await expect(group.locator('[data-field="callsInQueue"]')).toHaveText(String(calls))
  const summary = tv.page.locator('[data-tile="agent-summary"]')
  await expect(summary.locator('[data-field="ready"]')).toHaveText(String(counted('READY')))
  const signedIn = states.filter((state) => state !== 'LOGGED_OUT').length
  await expect(summary.locator('[data-field="agentsLoggedIn"]')).toHaveText(String(signedIn))
  await expect(summary.locator('[data-field="on-call"]')).toHaveText(String(counted('ON_CALL', 'RINGING')))
  const stats = (sources['INBOUND_CAMPAIGN_STATISTICS'] ?? []).find(({ id }) => id === campaign?.id)
  await expect(tv.page.locator('[data-tile="campaign"] [data-field="totalCallsCount"]')).toHaveText(
    String(stats?.['totalCallsCount']),
  )
  const first = tv.page.locator('[data-agent]').first()
  const id = await first.getAttribute('data-agent')
  const name = simulator
    .current()
    .truth()
    .agents.find((agent) => agent.id === id)?.name
  await expect(first.locator('bdi')).toHaveText(String(name))
  await tv.close()
})

test('a board in floor mode is sent no names and no ids of people', async ({
  browser,
  page: own,
  service,
  simulator,
}) => {
  const desk = await openDesk(own, service)
  const board = await desk.addBoard({ mode: 'floor', ...page({ kind: 'agents', queues: 'all' }) })
  const context = await browser.newContext()
  const said: string[] = []
  const screen = await context.newPage()
  screen.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => said.push(frameText(payload)))
  })
  await screen.goto(`${service.url}/display`)
  const code = await screen.locator('[data-code]').textContent()
  await desk.ask('POST', '/api/displays', { code, name: 'Hall', boardId: board })
  await expect(screen.locator('[data-tile="agent-summary"] [data-field="ready"]')).toHaveText(/\d/)
  const { agents } = simulator.current().truth()
  expect(agents.length).toBeGreaterThan(10)
  const text = said.join('\n')
  expect(text).toContain('AGENT_STATE')
  for (const { id, name } of agents) {
    expect(text).not.toContain(name)
    expect(text).not.toContain(`"${id}"`)
  }
  await context.close()
})

test('a limit turns its tile, brings it to the front and stands among the alerts, until it is over', async ({
  browser,
  page: own,
  service,
  simulator,
}) => {
  const desk = await openDesk(own, service)
  const limit = { metric: 'callsInQueue', when: 'above', onDelay: 0, offDelay: 0 } as const
  const board = await desk.addBoard(
    page(
      {
        kind: 'queues',
        queues: 'all',
        thresholds: [
          { ...limit, level: 'warn', value: 40 },
          { ...limit, level: 'critical', value: 80 },
        ],
      },
      { kind: 'alerts' },
    ),
  )
  const tv = await pairTelevision(desk, browser, service, board)
  const floor = simulator.current()
  floor.pause()
  const { queues } = floor.truth()
  const tell = (id: string | undefined, callsInQueue: number) => {
    floor.sendRaw(
      JSON.stringify({
        context: { eventId: '5012', timeStamp: Date.now() },
        payLoad: [{ dataSource: 'ACD_STATUS', added: [], updated: [{ id, callsInQueue }], removed: [] }],
      }),
    )
  }
  const [, , third, fourth] = queues
  const tile = (name: string | undefined) => tv.page.locator(`[data-queue="${name ?? ''}"]`)
  tell(third?.id, 41)
  await expect(tile(third?.name)).toHaveAttribute('data-level', 'warn')
  tell(fourth?.id, 81)
  await expect(tile(fourth?.name)).toHaveAttribute('data-level', 'critical')
  await expect(tile(fourth?.name).getByRole('img', { name: 'critical' })).toBeVisible()
  const firstTile = () =>
    tv.page.locator('main > section').evaluate((tiles) =>
      document
        .getElementById((tiles.getAttribute('aria-owns') ?? '').split(' ', 1)[0] ?? '')
        ?.querySelector('[data-queue]')
        ?.getAttribute('data-queue'),
    )
  await expect.poll(firstTile).toBe(fourth?.name)
  await expect(tv.page.locator('[data-alert]')).toHaveCount(2)
  await expect(tv.page.locator('[data-alert]').first()).toContainText('81')
  tell(fourth?.id, 3)
  await expect(tile(fourth?.name)).toHaveAttribute('data-level', 'none')
  await expect(tv.page.locator('[data-alert]')).toHaveCount(1)
  await tv.close()
})

test('a board that is changed, taken away or of queues that do not exist says so and stands', async ({
  browser,
  page: own,
  service,
}) => {
  const desk = await openDesk(own, service)
  const board = await desk.addBoard(page({ kind: 'queue', queue: '999' }, { kind: 'clock' }))
  const tv = await pairTelevision(desk, browser, service, board)
  await expect(tv.page.getByText('not in this domain')).toBeVisible()
  await desk.ask('PUT', `/api/boards/${board}`, {
    revision: 1,
    board: {
      version: 1,
      name: 'Two',
      mode: 'floor',
      theme: 'day',
      viewing: { distanceM: 3, diagonalInches: 55 },
      rotateSeconds: 10,
      pages: [{ tiles: [{ kind: 'text', text: 'Nothing but words' }] }],
    },
  })
  await expect(tv.page.getByText('Nothing but words')).toBeVisible()
  await expect(tv.page.locator('html')).toHaveAttribute('data-theme', 'day')
  await tv.show('all-queues')
  await expect(tv.page.locator('[data-queue]').first()).toBeVisible()
  await tv.close()
})

test('a text disappears when its time is over, and a board by the clock gives way to another', async ({
  browser,
  page: own,
  service,
}) => {
  const desk = await openDesk(own, service)
  const past = new Date(Date.now() - 10_000).toISOString()
  const future = new Date(Date.now() + 3_600_000).toISOString()
  const board = await desk.addBoard(
    page(
      { kind: 'text', text: 'Long ago', until: past },
      { kind: 'text', text: 'Still to come', until: future },
    ),
  )
  const tv = await pairTelevision(desk, browser, service)
  const always = { days: [0, 1, 2, 3, 4, 5, 6], from: '00:00', to: '00:00', boardId: board }
  await tv.set({ schedule: [always] })
  await expect(tv.page.locator('main')).toHaveAttribute('data-board', board)
  await expect(tv.page.getByText('Still to come')).toBeVisible()
  await expect(tv.page.getByText('Long ago')).toHaveCount(0)
  await tv.set({ schedule: [] })
  await expect(tv.page.locator('main')).toHaveAttribute('data-board', 'all-queues')
  await tv.close()
})

test('night hours dim or blank the screen by the site’s clock', async ({ browser, page: own, service }) => {
  const desk = await openDesk(own, service)
  const tv = await pairTelevision(desk, browser, service)
  const main = tv.page.locator('main')
  const hour = new Date().getUTCHours()
  const clock = (of: number) => `${String((of + 24) % 24).padStart(2, '0')}:00`
  await expect(main).toHaveAttribute('data-night', 'day')
  await tv.set({ nightHours: { from: clock(hour - 1), to: clock(hour + 2), look: 'dim' } })
  await expect(main).toHaveAttribute('data-night', 'dim')
  await tv.set({ nightHours: { from: clock(hour - 1), to: clock(hour + 2), look: 'blank' } })
  await expect(main).toHaveAttribute('data-night', 'blank')
  await tv.set({ nightHours: { from: clock(hour + 3), to: clock(hour + 5), look: 'blank' } })
  await expect(main).toHaveAttribute('data-night', 'day')
  await tv.close()
})

test('[row 34, 35] names of three hundred letters, from right to left, of pictures and of markup are only names', async ({
  browser,
  page: own,
  service,
  simulator,
}) => {
  const floor = simulator.current()
  const names = [
    `${'Sehr langer Name '.repeat(18)}Ende`.slice(0, 300),
    'מכירות צפון 24/7',
    '📞 Sales 🇩🇪',
    '<script>window.pwned = 1</script><img src=x onerror=alert(1)>',
  ]
  for (const name of names) floor.addQueue(name)
  const desk = await openDesk(own, service)
  const tv = await pairTelevision(desk, browser, service)
  for (const name of names)
    await expect(tv.page.locator(`[data-queue=${JSON.stringify(name)}]`)).toBeVisible({ timeout: 30_000 })
  expect(await tv.page.evaluate(() => 'pwned' in window)).toBe(false)
  expect(await tv.page.locator('article img, article script').count()).toBe(0)
  await expectLegible(tv.page)
  await tv.close()
})

test.describe('no queues at all', () => {
  test.use({ floor: { queues: 1, agents: 3 } })
  test('is said in words', async ({ browser, page: own, service, simulator }) => {
    const desk = await openDesk(own, service)
    const tv = await pairTelevision(desk, browser, service)
    const [only] = simulator.current().truth().queues
    simulator.current().removeQueue(only?.id ?? '')
    await expect(tv.page.locator('[data-removed]')).toBeVisible()
    await expect(tv.page.getByText('This domain has no queues')).toBeVisible({ timeout: 50_000 })
    await tv.close()
  })
})

test('the header of a board about some queues shows their figures, and says so', async ({
  browser,
  page: own,
  service,
  simulator,
}) => {
  const desk = await openDesk(own, service)
  const { queues } = await desk.directory()
  const ids = queues.slice(0, 2).map(({ id }) => id)
  const board = await desk.addBoard(
    page(
      { kind: 'queues', queues: ids },
      { kind: 'number', figure: { of: 'floor', metric: 'callsInQueue' } },
    ),
  )
  const tv = await pairTelevision(desk, browser, service, board)
  const floor = simulator.current()
  floor.pause()
  const [first = ''] = ids
  const waits = { callsInQueue: 7, callbacksInQueue: 0, currentLongestQueueTime: 60_000 }
  const overnight = { callsInQueue: 0, callbacksInQueue: 8, currentLongestQueueTime: 66_767_000 }
  const say = (...updated: object[]) => {
    const payLoad = [{ dataSource: 'ACD_STATUS', added: [], updated, removed: [] }]
    floor.sendRaw(JSON.stringify({ context: { eventId: '5012', timeStamp: Date.now() }, payLoad }))
  }
  const quiet = { callsInQueue: 0, callbacksInQueue: 0, currentLongestQueueTime: 0 }
  say(...queues.map(({ id }) => ({ id, ...(id === first ? waits : quiet) })))
  const header = tv.page.locator('[data-totals]')
  await expect(header.locator('[data-scope]')).toHaveText('2queues')
  await expect(header.locator('[data-field="callsInQueue"]')).toHaveText('7')
  await expect(header).toContainText('longest')
  // Row "0" holds no calls: the number of the floor is made of the queues.
  const number = tv.page.locator('[data-tile="number"] [data-field="callsInQueue"]')
  await expect(number).toHaveText('7')
  const other = queues.find(({ id }) => !ids.includes(id))?.id ?? ''
  say({ id: first, ...overnight }, { id: other, ...waits })
  await expect(header.locator('[data-field="callsInQueue"]')).toHaveText('0')
  await expect(header).toContainText('callback')
  await expect(number).toHaveText('7')
  const ready = floor.truth().sources['ACD_STATUS']?.find(({ id }) => id === '0')?.['agentsInQueue']
  await expect(header.locator('[data-field="agentsInQueue"]')).toHaveText(/^\d+$/)
  expect(Number(await header.locator('[data-field="agentsInQueue"]').textContent())).toBeLessThanOrEqual(
    Number(ready),
  )
  await expectLegible(tv.page)
  await tv.close()
})
