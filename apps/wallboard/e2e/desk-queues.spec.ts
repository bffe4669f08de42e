import type { Page } from '@playwright/test'
import type { Simulator } from '@wallboard/simulator'
import { expect, signIn, supervisor, test } from './wall-fixture.ts'

const counts = [
  'callsInQueue',
  'agentsInQueue',
  'agentsOnCall',
  'agentsNotReadyForCalls',
  'callbacksInQueue',
  'voicemailsInQueue',
] as const

/** The counts of each queue on the page, by queue name. */
const shownCounts = (page: Page) =>
  page.evaluate((fields) => {
    const shown: Record<string, readonly (string | null | undefined)[]> = {}
    for (const row of document.querySelectorAll<HTMLElement>('tr[data-queue]'))
      shown[row.dataset['queue'] ?? ''] = fields.map(
        (field) => row.querySelector(`[data-field="${field}"]`)?.textContent,
      )
    return shown
  }, counts)

function trueCounts(floor: Simulator): Record<string, readonly string[]> {
  const { queues, sources } = floor.truth()
  const names = new Map(queues.map(({ id, name }) => [id, name]))
  return Object.fromEntries(
    (sources['ACD_STATUS'] ?? []).flatMap((row) => {
      const name = names.get(row.id)
      return name === undefined ? [] : [[name, counts.map((field) => String(row[field]))]]
    }),
  )
}

async function openOverview(page: Page, url: string, path = '/overview'): Promise<void> {
  await page.goto(`${url}${path}`)
  await signIn(page, supervisor)
  await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
}

/** How many layers the browser composes of the rows and of the header of a table, apart from the one of the whole table. */
async function layersOfTable(page: Page): Promise<{ readonly rows: number; readonly header: number }> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('DOM.enable')
  const { layers = [] } = await new Promise<{ layers?: readonly { backendNodeId?: number }[] }>((resolve) => {
    cdp.on('LayerTree.layerTreeDidChange', resolve)
    void cdp.send('LayerTree.enable')
  })
  const counts = { rows: 0, header: 0 }
  for (const { backendNodeId } of layers) {
    if (backendNodeId === undefined) continue
    const { object } = await cdp.send('DOM.resolveNode', { backendNodeId })
    if (object.objectId === undefined) continue
    const { result } = await cdp.send('Runtime.callFunctionOn', {
      objectId: object.objectId,
      functionDeclaration: `function () {
        return this.parentElement?.closest('tbody') ? 'rows' : this.parentElement?.closest('table') ? 'header' : ''
      }`,
      returnByValue: true,
    })
    if (result.value === 'rows') counts.rows += 1
    if (result.value === 'header') counts.header += 1
  }
  await cdp.detach()
  return counts
}

// The page of a queue draws its day.
test.use({ history: 'on' })

test('the tables show the simulator’s figures, and the keyboard alone reaches a queue and its neighbours', async ({
  page,
  service,
  simulator,
}) => {
  await openOverview(page, service.url)
  const floor = simulator.current()
  floor.pause()
  await expect.poll(() => shownCounts(page)).toEqual(trueCounts(floor))
  await expect(page.getByRole('region', { name: 'The floor' })).toContainText('signed in')
  floor.resume()

  // One tab stop: the arrows enter the table and move, the order stays while a row has the focus.
  await page.keyboard.press('ArrowDown')
  const focused = page.locator('tr[data-queue]:focus')
  await expect(focused).toHaveAttribute('aria-rowindex', '2')
  await page.keyboard.press('j')
  await expect(focused).toHaveAttribute('aria-rowindex', '3')
  await expect(page.locator('tr[data-queue][tabindex="0"]')).toHaveCount(1)
  const name = (await focused.getAttribute('data-queue')) ?? ''
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
  await expect(page).toHaveURL(/\/queues\/\d+$/)
  await expect(page.locator('[data-field="agentsActive"]')).toHaveText(/^\d+$/)
  await page.getByRole('button', { name: 'Skill active' }).focus()
  await expect(page.getByText('Agents who have this skill active')).toBeVisible()
  await expect(page.locator('tr[data-agent]').first()).toBeVisible()
  await page.getByRole('heading', { level: 1 }).focus()
  await page.keyboard.press(']')
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(name)

  await page.goto(`${service.url}/queues/no-such-id`)
  await expect(page.getByRole('alert')).toContainText('There is no queue no-such-id')
})

test('an address restores filter, sort and columns, and a saved view holds them', async ({
  page,
  service,
}) => {
  await openOverview(page, service.url, '/queues')
  const rows = page.locator('tr[data-queue]')
  const all = await rows.count()
  await page.keyboard.press('/')
  await page.keyboard.type('s')
  await expect.poll(() => rows.count()).toBeLessThan(all)
  await page.getByRole('button', { name: 'Queue', exact: true }).click()
  await expect(page.locator('th[aria-sort="ascending"]')).toContainText('Queue')
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByLabel('Longest today').check()
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/q=s&sort=queue&cols=/)
  const shown = () => rows.evaluateAll((list) => list.map((row) => row.getAttribute('data-queue')))
  const before = await shown()
  expect(before).toEqual([...before].sort((a, b) => String(a).localeCompare(String(b))))

  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('v')
  await page.getByLabel('Save as').fill('Mine by name')
  await page.getByRole('button', { name: 'Save this view' }).click()
  await expect(page).toHaveURL(/\?view=[0-9a-f-]+$/)
  await page.reload()
  await expect(page.locator('th[aria-sort="ascending"]')).toContainText('Queue')
  await expect(page.getByRole('columnheader', { name: 'Longest today' })).toBeVisible()
  await expect.poll(shown).toEqual(before)

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV' }).click()
  expect((await download).suggestedFilename()).toMatch(/^queues_\d{4}-\d\d-\d\d_\d{4}\.csv$/)

  await page.goto(`${service.url}/queues?sort=-weight&level=purple&cols=nothing&other=1`)
  await expect(rows).toHaveCount(all)
})

test.describe('five hundred queues', () => {
  test.use({ floor: { queues: 500, agents: 200 } })

  test('keep the document small, and a change draws only the cells in sight that it changes', async ({
    page,
    service,
    simulator,
  }) => {
    await openOverview(page, service.url, '/queues')
    const rows = page.locator('tr[data-queue]')
    await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', '501')
    expect(await rows.count()).toBeLessThan(70)
    const rowsOutOfSight = () =>
      page.getByRole('table').evaluate((table) => {
        const { top = 0, bottom = 0 } = table.parentElement?.getBoundingClientRect() ?? {}
        const places = [...table.querySelectorAll('tr[data-queue]')].map((row) => row.getBoundingClientRect())
        const header = 32
        return {
          above: places.filter((place) => place.bottom <= top + header).length,
          below: places.filter((place) => place.top >= bottom).length,
        }
      })
    await expect.poll(rowsOutOfSight).toEqual({ above: 0, below: 2 })
    await page.getByRole('table').evaluate((table) => {
      table.parentElement?.scrollTo(0, 3_200)
    })
    // The row that the focus may go to stays in the document: the first one.
    await expect.poll(rowsOutOfSight).toEqual({ above: 3, below: 2 })
    await page.getByRole('table').evaluate((table) => {
      table.parentElement?.scrollTo(0, 0)
    })
    await expect.poll(rowsOutOfSight).toEqual({ above: 0, below: 2 })
    // A scroll by most of the rows in sight draws them into the elements that are there.
    const scrolled = await page.getByRole('table').evaluate(async (table) => {
      const counters = { moved: 0, drawn: 0 }
      new MutationObserver((records) => {
        for (const { type, target } of records)
          if (type === 'attributes') counters.drawn += 1
          else if (target.nodeName === 'TBODY') counters.moved += 1
      }).observe(table, { childList: true, subtree: true, attributeFilter: ['data-row-id'] })
      for (let step = 1; step <= 3; step += 1) {
        table.parentElement?.scrollTo(0, 1_600 + step * 640)
        for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame)
        if (step === 1) counters.moved = 0 // the space above the rows came
      }
      table.parentElement?.scrollTo(0, 0)
      return counters
    })
    expect(scrolled.drawn).toBeGreaterThan(40)
    expect(scrolled.moved).toBe(0)
    await expect.poll(rowsOutOfSight).toEqual({ above: 0, below: 2 })
    await page.keyboard.press('ArrowDown')
    const first = await page.locator('tr[data-queue]:focus').getAttribute('data-queue')
    await page.keyboard.press('End')
    await expect(page.locator('tr[data-queue]:focus')).toHaveAttribute('aria-rowindex', '501')
    expect(await rows.count()).toBeLessThan(70)
    // Scrolled out of sight, the focused row stays in the document and keeps the focus.
    await page.getByRole('table').evaluate((table) => {
      table.parentElement?.scrollTo(0, 0)
    })
    await expect(page.locator(`tr[data-queue=${JSON.stringify(first)}]`)).toBeVisible()
    await expect(page.locator('tr[data-queue]:focus')).toHaveAttribute('aria-rowindex', '501')
    expect(await rows.count()).toBeLessThan(70)

    // The browser puts layers together at each frame: one for each row costs as much as to paint them, and so it is with
    // the columns of the header.
    expect(await layersOfTable(page)).toEqual({ rows: 0, header: 1 })

    // Figures of two clocks apart: rows that came or went are none, and every write is in a figure.
    const floor = simulator.current()
    floor.pause()
    await page.evaluate(() => {
      const counters = { replaced: 0, outside: 0 }
      const body = document.querySelector('tbody')
      if (body === null) throw new Error('no table')
      new MutationObserver((records) => {
        for (const { type, target } of records) {
          // An alert's sign may come into a row; no row may come, go or move.
          if (type === 'childList') counters.replaced += target === body ? 1 : 0
          else if (target.parentElement?.closest('[data-field]') === null) counters.outside += 1
        }
      }).observe(body, {
        ...{ childList: true, characterData: true, subtree: true },
      })
      Object.assign(window, { counters })
    })
    floor.resume()
    const asOf = floor.truth().asOf
    await expect.poll(() => floor.truth().asOf - asOf).toBeGreaterThan(5_000)
    expect(await page.evaluate(() => (window as unknown as { counters: object }).counters)).toEqual({
      replaced: 0,
      outside: 0,
    })
  })

  test('a filter that leaves a short list draws the rows in sight first, and creates the others after their paint', async ({
    page,
    service,
  }) => {
    await openOverview(page, service.url, '/queues')
    const [table, rows] = [page.getByRole('table'), page.locator('tr[data-queue]')]
    await expect(table).toHaveAttribute('aria-rowcount', '501')
    const before = await rows.count()
    await table.evaluate((element) => {
      const painted: number[] = []
      Object.assign(window, { painted })
      new MutationObserver(() => {
        requestAnimationFrame(() => painted.push(element.querySelectorAll('tr[data-queue]').length))
      }).observe(element, { attributeFilter: ['aria-rowcount'] })
    })
    await page.keyboard.press('/')
    await page.keyboard.type('north')
    await expect.poll(async () => Number(await table.getAttribute('aria-rowcount'))).toBeLessThan(61)
    const shown = Number(await table.getAttribute('aria-rowcount')) - 1
    expect(shown).toBeGreaterThan(before)
    // The browser's own search finds all rows of a short list.
    await expect(rows).toHaveCount(shown)
    const painted = await page.evaluate(() => (window as unknown as { painted: number[] }).painted)
    expect(Math.max(...painted)).toBeLessThanOrEqual(before)
  })
})
