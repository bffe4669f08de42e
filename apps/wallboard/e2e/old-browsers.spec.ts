import { allQueuesBoard } from '@wallboard/boards'
import { openDesk } from './board-fixture.ts'
import { engines, fetchEngine, openOldPage, type OldPage } from './old-engines.ts'
import { expect, test } from './wall-fixture.ts'

/** The oldest is what pages are built for. The others take time for little: `npm run old-browsers`. */
const tested = process.env['OLD_BROWSERS'] === 'all' ? engines : engines.slice(0, 1)

const limit = { metric: 'agentsInQueue', level: 'critical', when: 'below', onDelay: 0, value: 9_999 } as const

/** The sizes of what a room reads, and whether anything lies outside its tile. */
const look = `(() => {
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

const lookAt = async (page: OldPage) => (await page.evaluate(look)) as ScreenSample // what the expression gives

for (const engine of tested)
  test(`a real Chromium ${engine.version} pairs, shows the board live and in full size, and says no error`, async ({
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
    test.skip(reason !== '', `Chromium ${engine.version} cannot be had here: ${reason}`)
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
      await expect.poll(async () => (await lookAt(old)).link).toBe('live')
      await expect.poll(async () => (await lookAt(old)).tiles).toBe(8)
      await expect
        .poll(async () => old.evaluate(`document.querySelectorAll('[data-level="critical"]').length`))
        .toBe(8)
      const seen = await lookAt(old)
      await testInfo.attach('glass', { body: await old.screenshot(), contentType: 'image/png' })
      expect(seen).toMatchObject({ failed: 0, outside: 0 })
      expect(seen.figure).toBeGreaterThan(1.2 * seen.minSize)
      expect(seen.name).toBeGreaterThanOrEqual(seen.minSize - 0.5)
      // Figures go on: nothing that is missing here is needed for a change.
      const text = seen.text
      await expect.poll(async () => (await lookAt(old)).text).not.toBe(text)
      expect((await lookAt(old)).failed).toBe(0)
      expect(old.errors()).toEqual([])
    } finally {
      await old.close()
    }
  })

test.describe('a browser that is too old', () => {
  test('shows which version the wallboard needs and which it is, and shows no code', async ({
    page,
    service,
  }) => {
    await page.addInitScript(() => {
      // What came with Chromium 79, and a name of before.
      Object.defineProperty(CSS, 'supports', { value: () => false })
      Object.defineProperty(navigator, 'userAgent', {
        value: 'Mozilla/5.0 (Web0S) Chrome/53.0.2785.34 Safari/537.36',
      })
    })
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    for (const path of ['/display', '/']) {
      await page.goto(`${service.url}${path}`)
      await expect(page.getByRole('alert')).toContainText('needs Chromium 79, Firefox 78, Safari 14 or newer')
      await expect(page.getByRole('alert')).toContainText('This is Chromium 53.')
    }
    expect(asked.filter((path) => path.startsWith('/api/'))).toEqual([])
  })

  test('is never shown an empty page when the script does not come', async ({ page, service }) => {
    const other = await page.context().newPage() // its console tells of the request that failed
    await other.route('**/assets/display-*.js', (route) => route.abort())
    await other.goto(`${service.url}/display`)
    await expect(other.getByRole('alert')).toContainText('It tries again in 30 seconds')
    await other.close()
  })
})
