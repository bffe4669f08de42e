import { readConfig } from '@wallboard/bff/config'
import { createService } from '@wallboard/bff/service'
import { createSimulator, type Simulator } from '@wallboard/simulator'
import type { Page } from '@playwright/test'
import { countWork } from './count-work.ts'
import { frameText } from './frame-text.ts'
import { expect, signIn, supervisor, test } from './wall-fixture.ts'

const stateTexts: Readonly<Record<string, string>> = {
  READY: 'ready',
  RINGING: 'ringing',
  ON_CALL: 'on call',
  ACW: 'after call',
  NOT_READY: 'not ready',
}

const duration = (ms: unknown): string => {
  const seconds = Math.floor(Number(ms) / 1_000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
const percent = (share: unknown): string => `${Math.round(Number(share) * 100)} %`

const rowsOf = (simulator: Simulator, source: string) =>
  new Map((simulator.truth().sources[source] ?? []).map((row) => [row.id, row]))

/** What the page must show of each agent by the simulator's truth. */
function expectedRows(simulator: Simulator) {
  const states = rowsOf(simulator, 'AGENT_STATE')
  const statistics = rowsOf(simulator, 'AGENT_STATISTIC')
  return (id: string) => expectedRow(states.get(id), statistics.get(id))
}

type TrueRow = Readonly<Record<string, unknown>> | undefined

function expectedRow(state: TrueRow, statistic: TrueRow) {
  return {
    state: stateTexts[String(state?.['state'])],
    totalCallsCount: String(statistic?.['totalCallsCount']),
    averageHandleTime: duration(statistic?.['averageHandleTime']),
    averageWrapTime: duration(statistic?.['averageWrapTime']),
    utilization: percent(statistic?.['utilization']),
  }
}

/** The figures of the rows in the document, by agent. */
async function shownRows(page: Page): Promise<readonly { id: string; fields: Record<string, string> }[]> {
  return page.locator('tr[data-agent]').evaluateAll((rows) =>
    rows.map((row) => ({
      id: row.getAttribute('data-agent') ?? '',
      fields: Object.fromEntries(
        [...row.querySelectorAll('[data-field]')].map((cell) => [
          cell.getAttribute('data-field') ?? '',
          cell.textContent.replace(/^[^\p{L}\p{N}<>]+/u, ''),
        ]),
      ),
    })),
  )
}

const customersOf = (simulator: Simulator): string[] => [
  ...new Set(
    (simulator.truth().sources['AGENT_STATE'] ?? []).flatMap(({ customer }) =>
      typeof customer === 'string' ? [customer] : [],
    ),
  ),
]

test.describe('3,000 agents in a busy hour', () => {
  // The floor runs in the process of the test: it is checked for changes less often than usual.
  test.use({
    floor: { agents: 3_000, queues: 12, load: 1.5, cadenceMs: 1_000 },
  })

  test('are listed as the simulator has them, by keyboard, at an address that restores the view', async ({
    page,
    service,
    simulator,
  }) => {
    test.setTimeout(150_000)
    const floor = simulator.current()
    const frames: string[] = []
    page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => frames.push(frameText(payload)))
    })
    await countWork(page)
    await page.goto(`${service.url}/agents`)
    await signIn(page, supervisor)
    const main = page.locator('main')
    await expect(page.locator('tr[data-agent]').first()).toBeVisible({ timeout: 30_000 })
    await expect(main).toHaveAttribute('data-link', 'live', { timeout: 30_000 })

    // Of a thousand customers some are searched for in all frames.
    const customers = customersOf(floor).slice(0, 50)
    expect(customers.length).toBeGreaterThan(0)
    floor.pause()
    await expect
      .poll(
        async () => {
          const [rows, expected] = [await shownRows(page), expectedRows(floor)]
          const wrong = rows.filter(({ id, fields }) =>
            Object.entries(expected(id)).some(([field, text]) => fields[field] !== text),
          )
          return { isShown: rows.length > 10, wrong: wrong.slice(0, 1) }
        },
        { timeout: 30_000 },
      )
      .toEqual({ isShown: true, wrong: [] })
    const states = [...rowsOf(floor, 'AGENT_STATE').values()].map(({ state }) => String(state))
    const signedIn = states.filter((state) => state !== 'LOGGED_OUT').length
    await expect(page.locator('[data-summary]')).toContainText(`${signedIn} signed in`)
    const onCall = states.filter((state) => state === 'ON_CALL').length
    await expect(page.locator('[data-summary]')).toContainText(`${onCall} on call`)

    // Of thousands of rows the document holds those in sight, at both ends and after a sort too.
    const rowCount = () => page.locator('tr[data-agent]').count()
    const table = page.getByRole('table')
    await expect(table).toHaveAttribute('aria-rowcount', String(signedIn + 1))
    expect(signedIn).toBeGreaterThan(1_500)
    expect(await rowCount()).toBeLessThan(80)

    // A sort draws other rows into the elements that are there and renders no cell; a key that hides no row renders nothing
    // of the rows.
    const filter = page.getByLabel('Filter agents by name or id')
    const firstRow = page.locator('tr[data-agent]').first()
    const before = await firstRow.getAttribute('data-agent')
    await page.evaluate(() => window.takeWork())
    await page.getByRole('button', { name: 'Agent', exact: true }).click()
    await expect(page.locator('th[aria-sort="ascending"]')).toContainText('Agent')
    await expect(firstRow).not.toHaveAttribute('data-agent', before ?? '')
    const sorted = await page.evaluate(() => window.takeWork())
    expect(sorted.newRows).toBe(0)
    // A row takes one render and its ten cells none; the rest is the page around the table.
    expect(sorted.renders).toBeLessThan(4 * (await rowCount()))
    await filter.focus()
    await page.evaluate(() => window.takeWork())
    await page.keyboard.press('Space')
    await expect(page).toHaveURL(/q=/)
    const { renders, newRows } = await page.evaluate(() => window.takeWork())
    expect(newRows).toBe(0)
    expect(renders).toBeLessThan(2 * (await rowCount()))
    await page.keyboard.type('abc')
    for (let key = 0; key < 3; key += 1) await page.keyboard.press('ArrowLeft')
    await page.keyboard.type('xy') // typed in the middle of the text, the cursor stays there
    await expect(filter).toHaveValue(' xyabc')
    await page.keyboard.press('Escape')
    await expect(page).not.toHaveURL(/q=/)

    // A filter without a match hides the rows, whose elements are there again without it.
    await expect(firstRow).toBeVisible()
    await page.evaluate(() => window.takeWork())
    await filter.fill('no such agent')
    await expect(page.getByText('No agent matches the filter')).toBeVisible()
    await expect(firstRow).toBeHidden()
    await page.getByRole('button', { name: 'Show all agents' }).click()
    await expect(firstRow).toBeVisible()
    expect((await page.evaluate(() => window.takeWork())).newRows).toBe(0)
    await filter.blur()

    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('End')
    await expect(page.locator('tr[data-agent]:focus')).toHaveAttribute('aria-rowindex', String(signedIn + 1))
    expect(await rowCount()).toBeLessThan(80)
    await page.getByRole('button', { name: 'Handled' }).click()
    await expect(page).toHaveURL(/sort=/)
    expect(await rowCount()).toBeLessThan(80)
    const content = await page.content()
    for (const customer of customers) {
      expect(content).not.toContain(customer)
      expect(frames.some((frame) => frame.includes(customer))).toBe(false)
    }

    // Keyboard only: filter, into the table, open one agent, and back to the same list.
    const trueStates = rowsOf(floor, 'AGENT_STATE')
    const { name } = floor.truth().agents.find(({ id }) => trueStates.get(id)?.['state'] === 'READY') ?? {
      name: '',
    }
    await page.locator('h1').focus()
    await page.keyboard.press('/')
    await expect(page.getByLabel('Filter agents by name or id')).toBeFocused()
    await page.keyboard.type(name.toLowerCase())
    await expect(page).toHaveURL(/q=/)
    await expect.poll(async () => (await shownRows(page)).length).toBeGreaterThan(0)
    for (const text of await page.locator('tr[data-agent] th').allTextContents()) expect(text).toContain(name)
    const list = page.url()
    await page.locator('tr[data-agent][tabindex="0"]').focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    await expect(page.getByText('History is not recorded on this server')).toBeVisible()
    await page.goBack()
    await expect(page).toHaveURL(list)
    await expect(page.getByLabel('Filter agents by name or id')).toHaveValue(name.toLowerCase())

    await page.goto(`${service.url}/agents?state=not-ready&layout=grid`)
    await expect(page.getByRole('button', { name: 'Grid' })).toHaveAttribute('aria-pressed', 'true')
    await expect(page.getByRole('button', { name: 'Not ready' })).toHaveAttribute('aria-pressed', 'true')
    const cards = page.locator('[role="listitem"][data-agent]')
    await expect(cards.first()).toBeVisible()
    for (const text of await cards.allTextContents()) expect(text).toContain('not ready')
    expect(await cards.count()).toBeLessThan(200)

    await page.goto(`${service.url}/agents/no-such-id`)
    await expect(page.getByText('No agent with the id no-such-id')).toBeVisible()
  })
})

test('campaigns show the simulator’s figures, five service levels and a card', async ({
  page,
  service,
  simulator,
}) => {
  await page.goto(`${service.url}/campaigns`)
  await signIn(page, supervisor)
  await expect(page.locator('tr[data-campaign]').first()).toBeVisible({ timeout: 20_000 })
  const floor = simulator.current()
  floor.pause()
  for (const [id, row] of rowsOf(floor, 'INBOUND_CAMPAIGN_STATISTICS')) {
    if (id === '') continue
    const shown = page.locator(`tr[data-campaign="${id}"]`)
    await expect(shown.locator('[data-field="connectedCallsCount"]')).toHaveText(
      String(row['connectedCallsCount']),
    )
    await expect(shown.locator('[data-field="averageHandleTime"]')).toHaveText(
      duration(row['averageHandleTime']),
    )
    await expect(shown.locator('[data-field="campaignState"]')).toHaveText('running')
  }
  await page.locator('tr[data-campaign][tabindex="0"]').first().focus()
  await page.keyboard.press('Enter')
  const card = page.locator('aside[data-card]')
  await expect(card.locator('[data-formula]')).toHaveCount(5)
  await expect(card).toContainText('INBOUND_CAMPAIGN_STATISTICS: serviceLevelQueue')
  await expect(card).toContainText('Five9 does not send this')
  await expect(page).toHaveURL(/card=/)
  await page.keyboard.press('Escape')
  await expect(card).toHaveCount(0)
})

test.describe('two supervisors with different permissions', () => {
  test.use({ allowsConsoleErrors: true }) // the browser logs the refused request

  test('see different agents, also at the socket', async ({
    page,
    service,
    simulator,
    browser,
  }, testInfo) => {
    // Another supervisor of the same floor, whose Five9 user may not see agents.
    const limited = await createSimulator({
      seed: 7,
      queues: 8,
      agents: 40,
      startsAtPeak: true,
      ...supervisor,
    })
    limited.faults.set({ hiddenAgents: true, restPath: '/users', forbiddenEvery: 1 })
    const other = await createService(
      readConfig({
        PORT: '0',
        DATA_DIR: testInfo.outputPath('other-data'),
        HISTORY: 'off',
        HOST: '127.0.0.1',
        FIVE9_LOGIN_URL: limited.loginUrl,
        LOG_LEVEL: 'silent',
      }),
    )
    const context = await browser.newContext()
    const otherPage = await context.newPage()
    const framesOf = (watched: Page) => {
      const frames: string[] = []
      watched.on('websocket', (socket) => {
        socket.on('framereceived', ({ payload }) => frames.push(frameText(payload)))
      })
      return frames
    }
    const [frames, otherFrames] = [framesOf(page), framesOf(otherPage)]
    await page.goto(`${service.url}/agents`)
    await signIn(page, supervisor)
    await expect(page.locator('tr[data-agent]').first()).toBeVisible({ timeout: 20_000 })
    await otherPage.goto(`${other.url}/agents`)
    await signIn(otherPage, supervisor)
    await expect(otherPage.getByText('Your Five9 user may not see agents')).toBeVisible({ timeout: 20_000 })
    await expect(otherPage.locator('[data-agent]')).toHaveCount(0)
    await expect(otherPage.getByRole('navigation').getByRole('link', { name: 'Agents' })).toHaveCount(0)
    await expect(page.getByRole('navigation').getByRole('link', { name: 'Agents' })).toHaveCount(1)

    const agents = simulator.current().truth().agents
    const isNamed = (list: readonly string[]) =>
      agents.some(({ name }) => list.some((frame) => frame.includes(`"${name}"`)))
    const hasRow = (list: readonly string[]) =>
      agents.some(({ id }) => list.some((frame) => frame.includes(`"id":"${id}"`)))
    expect([isNamed(frames), hasRow(frames)]).toEqual([true, true])
    expect([isNamed(otherFrames), hasRow(otherFrames)]).toEqual([false, false])

    const id = agents[0]?.id ?? ''
    const query = 'from=2026-11-26T00:00:00Z&to=2026-11-26T01:00:00Z'
    const statusOf = async (of: Page, url: string, agent: string) =>
      (await of.request.get(`${url}/api/history/agents/${agent}/timeline?${query}`)).status()
    expect(await statusOf(otherPage, other.url, id)).toBe(403)
    expect(await statusOf(otherPage, other.url, 'unknown')).toBe(403)
    expect(await statusOf(page, service.url, 'unknown')).toBe(404)
    await context.close()
    await other.close()
    await limited.close()
  })
})
