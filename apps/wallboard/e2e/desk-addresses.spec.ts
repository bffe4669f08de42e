import type { Page } from '@playwright/test'
import { findViolations } from './axe.ts'
import { expect, signIn, supervisor, test } from './wall-fixture.ts'

/** At night nobody may be signed in. */
const everybody = `state=${encodeURIComponent('ready,ringing,on-call,after-call,not-ready,other,logged-out')}`

/** Of two pages, one of which is about to replace the other, the visible one. */
const main = (page: Page) => page.locator('main:visible')

/** Goes to an address within the page, which takes less time than to load it. */
const goWithin = (page: Page, path: string) =>
  page.evaluate((to) => {
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)

test.describe('the addresses of the desk', () => {
  test.use({ history: 'on', allowsConsoleErrors: true }) // the browser logs replies such as 404

  test('and the attributes of their pages are fixed, and an unknown id is a sentence on its page', async ({
    page,
    service,
    simulator,
  }) => {
    test.setTimeout(120_000)
    const failures: string[] = []
    page.on('pageerror', ({ message }) => failures.push(message))
    await page.goto(`${service.url}/overview`)
    await signIn(page, supervisor)
    await expect(main(page)).toHaveAttribute('data-link', 'live')
    const { queues, agents } = simulator.current().truth()
    const [queue, agent] = [queues[0]?.id ?? '', agents[0]?.id ?? '']

    const addresses = [
      ...['/overview', '/queues', `/queues/${queue}`, '/agents', `/agents/${agent}`, '/campaigns'],
      ...['/alerts', '/boards', '/displays', '/wall', '/history'],
    ]
    for (const path of addresses) {
      const served = await page.request.get(`${service.url}${path}`)
      expect([path, served.status(), served.headers()['content-type']]).toEqual([
        ...[path, 200],
        expect.stringContaining('text/html'),
      ])
      await goWithin(page, path)
      const link = path === '/history' ? 'replay' : 'live'
      await expect(main(page), path).toHaveAttribute('data-link', link, { timeout: 20_000 })
      await expect(main(page), path).toHaveCount(1)
      expect(new URL(page.url()).pathname).toBe(path)
    }
    await page.goto(service.url)
    await expect(page).toHaveURL(`${service.url}/overview`)
    for (const path of ['/overview', '/queues']) {
      await goWithin(page, path)
      await expect(page.locator('tr[data-queue]')).toHaveCount(queues.length)
      for (const field of ['callsInQueue', 'currentLongestQueueTime', 'agentsInQueue', 'agentsOnCall'])
        await expect(page.locator(`tr[data-queue] [data-field="${field}"]`)).toHaveText(
          queues.map(() => /^(\d|–)/),
        )
      const names = page
        .locator('tr[data-queue]')
        .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-queue') ?? '').sort())
      expect(await names).toEqual(queues.map(({ name }) => name).sort())
    }
    await goWithin(page, `/agents?${everybody}`)
    const listed = page.locator('tr[data-agent]')
    await expect(listed.first()).toBeVisible()
    const ids = new Set(agents.map(({ id }) => id))
    for (const id of await listed.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-agent'))))
      expect(ids).toContain(id)

    // What an address names and nobody has is a sentence, on a page that is live all the same.
    for (const [path, sentence] of [
      ['/queues/no-such-id', /There is no queue no-such-id/],
      ['/queues/%F0%9F%98%80%2F..', /There is no queue/],
      ['/queues?view=no-such-view&group=group:Nobody', /No board has a group “Nobody”/],
      ['/agents/no-such-id', /No agent with the id no-such-id/],
      ['/campaigns?card=no-such-id', /This campaign is not visible to your Five9 user/],
      ['/campaigns/no-such-id', /This campaign is not visible to your Five9 user/],
      ['/alerts/rules/no-such-id', /There is no such rule/],
      ['/boards/no-such-id', /There is no such board/],
      ['/boards?id=no-such-id', /There is no such board/],
      ['/displays/no-such-id', /There is no display at this address/],
    ] as const) {
      await goWithin(page, path)
      await expect(main(page), path).toHaveAttribute('data-link', 'live', { timeout: 20_000 })
      await expect(main(page), path).toContainText(sentence)
    }
    for (const path of ['/history?at=yesterday', '/history?board=no-such-id', '/wall?board=no-such-id']) {
      await goWithin(page, path)
      await expect(main(page), path).toContainText(/not|no /i)
      await expect(main(page), path).toHaveAttribute('data-link', /^(replay|live|down)$/)
    }
    // Parameters without a meaning are ignored.
    await goWithin(page, `/agents?sort=-weight&state=asleep&layout=pie&cols=nothing&q=`)
    await expect(listed.first()).toBeVisible()
    await goWithin(page, `/campaigns?sort=-weight&formula=magic&outbound=x`)
    await expect(page.locator('tr[data-campaign]').first()).toBeVisible()
    expect(failures).toEqual([])
  })

  test('show what a newer version saved as its name, and everything in its place', async ({
    page,
    service,
  }) => {
    const newer = {
      ...{ id: 'b3e9a2c4-0000-4000-8000-000000000001', name: 'Of tomorrow', shows: null },
      ...{ problem: 'newer-version', isOwn: true, isShared: false },
      ...{ savedBy: supervisor.username, savedAt: 0 },
    }
    await page.route('**/api/views', (route) => route.fulfill({ json: [newer] }))
    await page.goto(`${service.url}/queues?view=${newer.id}`)
    await signIn(page, supervisor)
    await expect(page.locator('tr[data-queue]')).toHaveCount(8)
    await page.getByRole('button', { name: 'Views' }).click()
    await expect(page.getByRole('button', { name: 'Of tomorrow' })).toBeDisabled()
    await expect(page.getByRole('region', { name: 'Views' })).toContainText('saved by a newer version')
  })
})

test.describe('while Five9 is lost', () => {
  test.use({ allowsConsoleErrors: true })

  test('pages that are opened show no old figure as current', async ({ page, service, simulator }) => {
    test.setTimeout(90_000)
    await page.goto(`${service.url}/agents?${everybody}`)
    await signIn(page, supervisor)
    await expect(page.locator('tr[data-agent]').first()).toBeVisible()
    // The server has all sources of these pages before the connection is lost.
    await page.goto(`${service.url}/campaigns`)
    await expect(page.locator('tr[data-campaign]').first()).toBeVisible()
    await simulator.kill()
    await expect(main(page)).toHaveAttribute('data-link', 'down', { timeout: 20_000 })
    const agents = `/agents?${everybody}`
    for (const path of [agents, `${agents}&layout=grid`, '/campaigns', '/queues', '/overview']) {
      await page.goto(`${service.url}${path}`)
      await expect(page.getByText(/Connection to Five9 lost/).first(), path).toBeVisible()
      await expect(main(page), path).toHaveAttribute('data-link', 'down')
      const shown = main(page).locator('table, [role="list"]:has([data-agent])')
      const notOld = shown.locator('xpath=self::*[not(ancestor-or-self::*[@data-old])]')
      await expect(notOld, path).toHaveCount(0)
    }
    // Times in a state stand still.
    await page.goto(`${service.url}${agents}`)
    const times = page.locator('[data-field="stateSince"]')
    await expect(times.first()).toBeVisible()
    const stopped = await times.allTextContents()
    expect(stopped.length).toBeGreaterThan(0)
    await page.waitForTimeout(2_100)
    expect(await times.allTextContents()).toEqual(stopped)
  })
})

test.describe('axe finds nothing, in any theme, on', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } })

  test('the pages of the floor, with all columns', async ({ page, service, simulator }) => {
    test.setTimeout(120_000)
    const { queues, agents } = simulator.current().truth()
    await page.goto(`${service.url}/overview`)
    await signIn(page, supervisor)
    await expect(main(page)).toHaveAttribute('data-link', 'live')
    const columns = 'waiting,longest,expected,needed,ready,on-call,not-ready,logged-in,agents,callbacks,trend'
    for (const [path, shows] of [
      ['/overview', 'tr[data-queue]'],
      [`/queues?cols=${columns}`, 'tr[data-queue] [data-field="agentsNeeded"]'],
      [`/queues/${queues[0]?.id ?? ''}`, '[data-field="callsInQueue"]'],
      [`/agents?${everybody}`, 'tr[data-agent]'],
      [`/agents?layout=grid&${everybody}`, '[role="listitem"]'],
      [`/agents/${agents[0]?.id ?? ''}`, '[data-agent]'],
      ['/campaigns', 'tr[data-campaign]'],
    ] as const) {
      await goWithin(page, path)
      await expect(page.locator(shows).first(), path).toBeVisible({ timeout: 20_000 })
      expect(await findViolations(page), path).toEqual([])
      for (const theme of ['light', 'contrast', 'night']) {
        await page.evaluate((value) => {
          document.documentElement.dataset['theme'] = value
        }, theme)
        expect(await findViolations(page, ['color-contrast']), `${path}, ${theme}`).toEqual([])
      }
    }
  })
})
