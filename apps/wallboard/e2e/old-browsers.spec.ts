import { allQueuesBoard } from '@wallboard/boards'
import { openDesk } from './board-fixture.ts'
import { engines, fetchEngine, openOldPage, type OldPage } from './old-engines.ts'
import { expect, test } from './wall-fixture.ts'

/** Pages are built for the oldest one. The others add little and take long: `npm run old-browsers`. */
const tested = process.env['OLD_BROWSERS'] === 'all' ? engines : engines.slice(0, 1)

const limit = { metric: 'agentsInQueue', level: 'critical', when: 'below', onDelay: 0, value: 9_999 } as const

/** Sizes of figures and names, and how many figures reach beyond their tiles. */
const sampleScript = `(() => {
  const size = (selector) => {
    const element = document.querySelector(selector)
    return element === null ? 0 : parseFloat(getComputedStyle(element).fontSize)
  }
  const main = document.querySelector('main')
  return {
    link: main && main.dataset.link,
    tiles: document.querySelectorAll('[data-queue]').length,
    failed: document.querySelectorAll('[data-failed]').length,
    figure: size('[data-queue] [data-field="callsInQueue"]'),
    name: size('[data-queue] h2'),
    minSize: main && parseFloat(main.style.getPropertyValue('--min-size')),
    text: document.body.textContent,
    outside: [...document.querySelectorAll('[data-tile] [data-field]')].filter((field) => {
      const inner = field.getBoundingClientRect()
      const box = field.closest('[data-tile]').getBoundingClientRect()
      return inner.width > 0 && (inner.right > box.right + 1 || inner.bottom > box.bottom + 1)
    }).length,
  }
})()`

interface ScreenSample {
  readonly link: string
  readonly tiles: number
  readonly failed: number
  readonly figure: number
  readonly name: number
  readonly minSize: number
  readonly text: string
  readonly outside: number
}

const sampleOf = async (page: OldPage) => (await page.evaluate(sampleScript)) as ScreenSample // the value of the script

for (const engine of tested)
  test(`a real Chromium ${engine.version} pairs, shows the board live and in full size, and reports no error`, async ({
    page,
    service,
  }, testInfo) => {
    let program = ''
    let reason = ''
    try {
      program = await fetchEngine(engine)
    } catch (error) {
      reason = String(error)
    }
    test.skip(reason !== '', `Chromium ${engine.version} is not available here: ${reason}`)
    const desk = await openDesk(page, service)
    const boardId = await desk.addBoard({
      ...allQueuesBoard,
      pages: [
        {
          tiles: [
            { kind: 'queues', queues: 'all', thresholds: [limit] },
            { kind: 'agent-summary', queues: 'all' },
            { kind: 'trend' },
          ],
        },
      ],
    })
    const old = await openOldPage(program)
    try {
      await old.goto(`${service.url}/display`)
      const codeOf = () => old.evaluate(`(document.querySelector('[data-code]') || {}).textContent || ''`)
      await expect.poll(codeOf).toMatch(/^\S+/)
      const code = await codeOf()
      await desk.ask('POST', '/api/displays', { code, name: 'Hall', boardId, timeZone: 'UTC' })
      await expect.poll(async () => (await sampleOf(old)).link).toBe('live')
      await expect.poll(async () => (await sampleOf(old)).tiles).toBe(8)
      await expect
        .poll(async () => old.evaluate(`document.querySelectorAll('[data-level="critical"]').length`))
        .toBe(8)
      const seen = await sampleOf(old)
      await testInfo.attach('screen', { body: await old.screenshot(), contentType: 'image/png' })
      expect(seen).toMatchObject({ failed: 0, outside: 0 })
      expect(seen.figure).toBeGreaterThan(1.2 * seen.minSize)
      expect(seen.name).toBeGreaterThanOrEqual(seen.minSize - 0.5)
      // Figures are updated: updates use nothing that this engine lacks.
      const text = seen.text
      await expect.poll(async () => (await sampleOf(old)).text).not.toBe(text)
      expect((await sampleOf(old)).failed).toBe(0)
      expect(old.errors()).toEqual([])
    } finally {
      await old.close()
    }
  })

test.describe('a browser that is too old', () => {
  test('shows which version the wallboard needs and its own version, and no pairing code', async ({
    page,
    service,
  }) => {
    await page.addInitScript(() => {
      // A feature of Chromium 79 is missing, and the name is of an older one.
      Object.defineProperty(CSS, 'supports', { value: () => false })
      Object.defineProperty(navigator, 'userAgent', {
        value: 'Mozilla/5.0 (Web0S) Chrome/53.0.2785.34 Safari/537.36',
      })
    })
    const requested: string[] = []
    page.on('request', (request) => requested.push(new URL(request.url()).pathname))
    for (const path of ['/display', '/']) {
      await page.goto(`${service.url}${path}`)
      await expect(page.getByRole('alert')).toContainText('needs Chromium 79, Firefox 78, Safari 14 or newer')
      await expect(page.getByRole('alert')).toContainText('This is Chromium 53.')
    }
    expect(requested.filter((path) => path.startsWith('/api/'))).toEqual([])
  })

  test('shows a message when its script cannot be loaded', async ({ page, service }) => {
    const other = await page.context().newPage() // its console reports the failed request
    await other.route('**/assets/display-*.js', (route) => route.abort())
    await other.goto(`${service.url}/display`)
    await expect(other.getByRole('alert')).toContainText('It tries again in 2 seconds')
    await expect(other.getByRole('alert')).toContainText('It tries again in 4 seconds')
    await other.close()
  })

  test('loads again by itself when another server has no such script, as during an upgrade', async ({
    page,
    service,
  }) => {
    const other = await page.context().newPage() // its console reports the failed request
    let missing = 2
    await other.route('**/assets/display-*.js', (route) =>
      (missing -= 1) < 0 ? route.continue() : route.fulfill({ status: 404, body: '' }),
    )
    await other.goto(`${service.url}/display`)
    await expect(other.getByRole('alert')).toContainText('The wallboard did not load')
    await expect(other.locator('[data-code]')).toBeVisible() // the code to pair it
    await other.close()
  })
})
