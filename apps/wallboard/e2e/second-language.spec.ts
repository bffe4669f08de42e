import type { Page } from '@playwright/test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, loadConfigFromFile, mergeConfig } from 'vite'
import * as english from '../src/i18n/en/index.ts'
import { wordsOutsideBrackets } from '../src/i18n/tests/pseudo-language.ts'
import { secondLanguage } from '../src/i18n/tests/second-language.ts'
import { openDesk, pairTelevision } from './board-fixture.ts'
import { expect, supervisor, test as base } from './wall-fixture.ts'

const root = new URL('../', import.meta.url).pathname

/** The application, built with another language's folder in place of `en/`. */
const test = base.extend<object, { readonly builtSpa: string }>({
  builtSpa: [
    async ({}, use) => {
      const outDir = await mkdtemp(join(tmpdir(), 'second-language-'))
      for (const mode of ['display', 'desk']) {
        const loaded = await loadConfigFromFile({ command: 'build', mode }, `${root}vite.config.ts`, root)
        const language = {
          ...{ root, mode, configFile: false as const, logLevel: 'error' as const },
          plugins: [secondLanguage(Object.keys(english))],
          build: { outDir },
        }
        await build(mergeConfig(loaded?.config ?? {}, language))
      }
      await use(outDir)
      await rm(outDir, { recursive: true })
    },
    { scope: 'worker' },
  ],
  spaDir: async ({ builtSpa }, use) => {
    await use(builtSpa)
  },
})

/** Words on the page that are neither of the second language nor in `names`. */
async function foreignWords(page: Page, names: readonly string[]): Promise<readonly string[]> {
  const html = await page.evaluate(() => {
    const copy = document.body.cloneNode(true)
    if (!(copy instanceof Element)) return ''
    // Names of people are isolated as text of any direction. A reason of an agent is a name of Five9 too.
    for (const element of copy.querySelectorAll('bdi, noscript, script, style, [data-agent] [title]'))
      element.remove()
    return copy.innerHTML
  })
  return wordsOutsideBrackets(html).filter((words) => !names.includes(words.trim()))
}

test('a second language is one folder: no English word is left on a wall, its tiles and the desk', async ({
  browser,
  page,
  service,
}) => {
  const desk = await openDesk(page, service)
  const { queues, campaigns } = await desk.directory()
  const names = [...queues, ...campaigns].map(({ name }) => name)
  names.push('All queues', 'Hall', supervisor.username) // of a board, a display and a person
  const limit = { metric: 'callsInQueue', when: 'above', onDelay: 0 } as const
  const board = await desk.addBoard({
    mode: 'supervisor',
    pages: [
      {
        tiles: [
          {
            kind: 'group',
            name: '1',
            queues: 'all',
            thresholds: [{ ...limit, level: 'critical', value: 0 }],
          },
          { kind: 'queues', queues: 'all', thresholds: [{ ...limit, level: 'warn', value: 0 }] },
          { kind: 'queue', queue: '0' },
          { kind: 'agents', queues: queues.map(({ id }) => id), columns: 2 },
          { kind: 'agent-summary', queues: 'all' },
          { kind: 'campaign', campaign: campaigns[0]?.id ?? '' },
          { kind: 'number', figure: { of: 'floor', metric: 'currentLongestQueueTime' } },
          { kind: 'clock' },
          { kind: 'alerts' },
          { kind: 'trend' },
        ],
      },
    ],
    viewing: { distanceM: 1, diagonalInches: 55 },
  })
  const tv = await pairTelevision(desk, browser, service, board)
  await expect(tv.page.locator('[data-agent]').first()).toBeVisible()
  await expect(tv.page.locator('[data-tile="trend"]')).toBeVisible()
  await expect(tv.page.getByText('⟦').first()).toBeVisible()
  expect(await foreignWords(tv.page, names)).toEqual([])
  expect(await foreignWords(page, names)).toEqual([])
  await tv.page.context().setOffline(true)
  await expect(tv.page.locator('main')).toHaveAttribute('data-link', 'down')
  expect(await foreignWords(tv.page, names)).toEqual([])
  await tv.close()
})
