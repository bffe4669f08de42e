import type { Page } from '@playwright/test'
import { stageDesk, type StagedDesk } from './staged-desk.ts'
import { stageTime, stopClocks } from './staged-display.ts'
import { expect, test } from './wall-fixture.ts'

/* How much the desk draws for a change, by counts. The clocks stand still: what is drawn once a second is not drawn. */

async function openDesk(page: Page, url: string, path: string): Promise<StagedDesk> {
  await stopClocks(page, stageTime)
  const desk = await stageDesk(page)
  await page.goto(`${url}${path}`)
  await expect(page.locator('tr[data-queue]').first()).toBeVisible()
  return desk
}

test('messages draw the rows that they change, and not the values of alerts, which change once a second', async ({
  page,
  service,
}) => {
  const desk = await openDesk(page, service.url, '/overview')
  const alerts = page.locator('[data-alert]')
  await expect(alerts.first()).toContainText('6:35')
  await page.evaluate(() => {
    const counters = { alerts: 0 }
    const list = document.querySelector('[data-alert]')?.parentElement
    if (list === null || list === undefined) throw new Error('no alerts')
    new MutationObserver((records) => {
      counters.alerts += records.length
    }).observe(list, { childList: true, characterData: true, subtree: true })
    Object.assign(window, { counters })
  })
  const calls = page.locator('tr[data-queue="Renewals"] [data-field="callsInQueue"]')
  for (const count of [7, 8, 9]) {
    desk.changeCalls(count)
    await expect(calls).toHaveText(String(count))
  }
  expect(await page.evaluate(() => (window as unknown as { counters: object }).counters)).toEqual({
    alerts: 0,
  })
})

test('only figures that may be too long for their column are clipped: each clipped cell is painted by itself', async ({
  page,
  service,
}) => {
  await openDesk(page, service.url, '/queues')
  const clipped = () =>
    page
      .locator('td[data-align="end"]')
      .evaluateAll((cells) =>
        cells
          .filter((cell) => getComputedStyle(cell).overflowX !== 'visible')
          .map(({ textContent }) => textContent),
      )
  await expect.poll(async () => (await clipped()).length).toBeGreaterThan(0)
  for (const text of await clipped()) expect(text.length).toBeGreaterThan(5)
})

test('a figure too long for its column is written short, with the whole figure in its title', async ({
  page,
  service,
}) => {
  const desk = await openDesk(page, service.url, '/queues')
  desk.changeCalls(1_234_567)
  const calls = page.locator('tr[data-queue="Renewals"] [data-field="callsInQueue"]')
  await expect(calls).toHaveText('1.23M')
  await expect(calls).toHaveAttribute('title', '1,234,567')
  expect(await calls.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)).toBe(true)
})

test('no cell of a row can be scrolled by itself: the browser puts together each one that could', async ({
  page,
  service,
}) => {
  await openDesk(page, service.url, '/queues')
  const overflows = await page
    .locator('tbody tr[data-queue] > *')
    .evaluateAll((cells) => [...new Set(cells.map((cell) => getComputedStyle(cell).overflowX))].sort())
  expect(overflows).toEqual(['clip', 'visible'])
})

test('a sort is painted before the address has it: for another address the router renders all links', async ({
  page,
  service,
}) => {
  await page.addInitScript(() => {
    const log: string[] = []
    Object.assign(window, { log })
    const push = history.pushState.bind(history)
    history.pushState = (...state) => {
      log.push('address')
      push(...state)
    }
    new MutationObserver(() => {
      if (!log.includes('rows')) requestAnimationFrame(() => log.push('painted'))
      log.push('rows')
    }).observe(document, { subtree: true, attributeFilter: ['data-row-id'] })
  })
  await openDesk(page, service.url, '/queues')
  const log = () => page.evaluate(() => [...new Set((window as unknown as { log: string[] }).log)])
  await page.evaluate(() => {
    ;(window as unknown as { log: string[] }).log.length = 0
  })
  await page.getByRole('button', { name: 'Ready', exact: true }).click()
  await expect(page).toHaveURL(/sort=-ready/)
  expect(await log()).toEqual(['rows', 'painted', 'address'])
  await page.goBack()
  await expect(page.locator('th[aria-sort]')).toHaveCount(0)
})

test('a table that is left within the instant of a sort is found sorted again; back within it undoes the sort', async ({
  page,
  service,
}) => {
  await openDesk(page, service.url, '/queues')
  /** Sorts and does something else before the next frame. */
  const sortAnd = (title: string, next: 'link' | 'back') =>
    page.evaluate(
      ([title, next]) => {
        const click = (selector: string, text?: string) => {
          const elements = [...document.querySelectorAll<HTMLElement>(selector)]
          elements.find(({ textContent }) => text === undefined || textContent === text)?.click()
        }
        click('thead button', title)
        if (next === 'link') click('tr[data-queue] a')
        else history.back()
      },
      [title, next] as const,
    )
  const sorted = page.locator('th[aria-sort]')
  await sortAnd('Ready', 'link')
  await expect(page).toHaveURL(/\/queues\/[^?]+$/)
  await page.goBack()
  await expect(page).toHaveURL(/\/queues\?sort=-ready$/)
  await expect(sorted).toContainText('Ready')
  await sortAnd('Queue', 'back')
  await expect(sorted).toContainText('Ready')
  await page.waitForTimeout(200) // longer than the address waits
  await expect(page).toHaveURL(/\/queues\?sort=-ready$/)
  await expect(sorted).toContainText('Ready')
  await page.goBack()
  await expect(page).toHaveURL(/\/queues$/)
  await expect(sorted).toHaveCount(0)
})

test('a word that is typed fast changes the address once', async ({ page, service }) => {
  await page.addInitScript(() => {
    const counters = { addresses: 0 }
    Object.assign(window, { counters })
    for (const name of ['pushState', 'replaceState'] as const) {
      const change = history[name].bind(history)
      history[name] = (...state) => {
        counters.addresses += 1
        change(...state)
      }
    }
  })
  await openDesk(page, service.url, '/queues')
  const addresses = () =>
    page.evaluate(() => (window as unknown as { counters: { addresses: number } }).counters.addresses)
  const before = await addresses()
  await page.evaluate(async () => {
    const field = document.querySelector('[data-filter]')
    if (field === null) throw new Error('no filter')
    for (const text of ['r', 're', 'ren']) {
      Reflect.set(HTMLInputElement.prototype, 'value', text, field) // not seen by React before the event
      field.dispatchEvent(new Event('input', { bubbles: true }))
      // Longer than the paint of a key's result.
      for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame)
    }
  })
  await expect(page).toHaveURL(/q=ren/)
  expect(await addresses()).toBe(before + 1)
})

test('a sort moves no element of a row', async ({ page, service }) => {
  await openDesk(page, service.url, '/queues')
  const first = page.locator('tr[data-queue]').first()
  const before = await first.getAttribute('data-queue')
  await page.evaluate(() => {
    const counters = { moved: 0 }
    const body = document.querySelector('tbody')
    if (body === null) throw new Error('no rows')
    new MutationObserver((records) => {
      counters.moved += records.length
    }).observe(body, { childList: true })
    Object.assign(window, { counters })
  })
  await page.getByRole('button', { name: 'Queue', exact: true }).click()
  await page.getByRole('button', { name: 'Queue', exact: true }).click()
  await expect(first).not.toHaveAttribute('data-queue', before ?? '')
  expect(await page.evaluate(() => (window as unknown as { counters: object }).counters)).toEqual({
    moved: 0,
  })
})

test('no rule of style asks which row an element shows: a sort would compute the style of each row again', async ({
  page,
  service,
}) => {
  await openDesk(page, service.url, '/queues')
  const selectors = await page.evaluate(() =>
    [...document.styleSheets].flatMap(({ cssRules }) =>
      [...cssRules].flatMap((rule) => (rule instanceof CSSStyleRule ? [rule.selectorText] : [])),
    ),
  )
  expect(selectors.length).toBeGreaterThan(100)
  expect(selectors.filter((selector) => selector.includes('data-row-id'))).toEqual([])
  // One element, whose grounds are the shares.
  await expect(page.locator('tr[data-queue] td > div').first()).toBeEmpty()
})
