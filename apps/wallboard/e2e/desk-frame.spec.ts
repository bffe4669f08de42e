import type { Page } from '@playwright/test'
import { findViolations } from './axe.ts'
import { openDesk } from './board-fixture.ts'
import { expect, signIn, supervisor, test } from './wall-fixture.ts'

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })

/** What has the focus: its role-like name for a person. */
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '')

test('the desk is usable by the keyboard alone', async ({ page, service }) => {
  await page.goto(service.url)
  await expect(page.getByLabel('Username')).toBeFocused()
  await page.keyboard.type(supervisor.username)
  await page.keyboard.press('Tab')
  await page.keyboard.type(supervisor.password)
  await page.keyboard.press('Enter')
  await expect(heading(page, 'Overview')).toBeVisible()
  await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
  await expect(page.getByRole('status')).toContainText(/live · \d/)

  // Sequences lead to the pages, and the heading of the new page gets the focus.
  for (const [keys, name] of [
    ['gb', 'Boards'],
    ['gd', 'Displays'],
    ['gs', 'Settings'],
    ['go', 'Overview'],
  ] as const) {
    await page.keyboard.type(keys)
    await expect(heading(page, name)).toBeFocused()
    await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
  }

  // `?` lists the keys, `Esc` closes the list.
  await page.keyboard.press('?')
  const keys = page.getByRole('dialog', { name: 'Keys' })
  await expect(keys).toContainText('Go to Displays')
  await expect(keys).toContainText(/CtrlK\s*Find a queue, person, page or action/)
  await page.keyboard.type('gd') // belongs to the dialog
  await page.keyboard.press('Escape')
  await expect(keys).toHaveCount(0)
  await expect(heading(page, 'Overview')).toBeVisible()

  // Characters belong to a field while a person types.
  await page.keyboard.type('gd')
  const code = page.getByLabel('Code on the screen')
  await code.focus()
  await page.keyboard.type('go?')
  await expect(code).toHaveValue('go?')
  await expect(heading(page, 'Displays')).toBeVisible()

  // They can be switched off. The palette stays.
  await code.blur()
  await page.keyboard.type('gs')
  await expect(heading(page, 'Settings')).toBeFocused()
  const characters = page.getByRole('checkbox', { name: /letters/ })
  await characters.focus()
  await page.keyboard.press('Space')
  await expect(characters).not.toBeChecked()
  await page.keyboard.press('Tab')
  await page.keyboard.type('go?')
  await expect(heading(page, 'Settings')).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible()
})

test('the palette finds pages and things by their names', async ({ page, service }) => {
  const desk = await openDesk(page, service)
  await desk.addBoard({ name: 'Lobby', pages: [{ tiles: [{ kind: 'clock' }] }] })
  await page.goto(`${service.url}/overview`)
  await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
  const palette = page.getByRole('dialog', { name: 'Command palette' })
  const field = palette.getByRole('combobox')
  const selected = palette.locator('[role=option][aria-selected=true]')

  await page.getByRole('button', { name: /^Find a queue/ }).click()
  await expect(field).toBeFocused()
  await expect(palette.getByRole('option', { name: /^Overview/ })).toBeVisible()
  await page.keyboard.type('lob')
  await expect(selected).toHaveText(/^Lobby/)
  expect(await field.getAttribute('aria-activedescendant')).toBe(await selected.getAttribute('id'))
  await page.keyboard.press('Enter')
  await expect(heading(page, 'Lobby')).toBeFocused()

  // What was chosen lately comes first. A kind narrows the search, Backspace goes back.
  await page.keyboard.press('Control+k')
  await expect(selected).toHaveText(/^Lobby/)
  await page.keyboard.type('find a board')
  await expect(selected).toHaveText(/board/i)
  await page.keyboard.press('Enter')
  await expect(palette.getByRole('option', { name: /^Overview/ })).toHaveCount(0)
  await expect(palette.getByRole('option', { name: /^All queues/ })).toBeVisible()
  await page.keyboard.press('Backspace')
  await expect(palette.getByRole('option', { name: /^Overview/ })).toBeVisible()
  await page.keyboard.type('zzz')
  await expect(palette.getByRole('status')).toHaveText('Nothing found')
  await page.keyboard.press('Escape')
  await expect(palette).toHaveCount(0)
  await expect(heading(page, 'Lobby')).toBeVisible()
  expect(await focused(page)).not.toBe('')
})

test('addresses hold the page, and old and unknown ones lead somewhere', async ({ page, service }) => {
  const desk = await openDesk(page, service)
  const id = await desk.addBoard({ name: 'Lobby', pages: [{ tiles: [{ kind: 'clock' }] }] })
  await page.goto(`${service.url}/?board=${id}&distance=3`)
  await expect(page).toHaveURL(`${service.url}/wall?board=${id}&distance=3`)
  await expect(page.locator('main')).toHaveAttribute('data-board', id)
  await page.keyboard.type('go') // the keys work on the wall too
  await expect(heading(page, 'Overview')).toBeFocused()
  await page.goBack()
  await expect(page.locator('main')).toHaveAttribute('data-board', id)

  await page.goto(service.url)
  await expect(page).toHaveURL(`${service.url}/overview`)
  await page.goto(`${service.url}/settings`)
  await page.getByRole('combobox', { name: 'Start page' }).selectOption('Displays')
  await page.goto(service.url)
  await expect(page).toHaveURL(`${service.url}/displays`)

  await page.evaluate(() => {
    history.pushState(null, '', '/boards/none/of/this')
    dispatchEvent(new PopStateEvent('popstate'))
  })
  await expect(heading(page, 'Page not found')).toBeVisible()
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Boards' })).toBeVisible()
})

test('the desk has three themes, by choice or as the system, and fits a tablet', async ({
  page,
  service,
}) => {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.goto(`${service.url}/settings`)
  await signIn(page, supervisor)
  const root = page.locator('html')
  await expect(heading(page, 'Settings')).toBeVisible()
  await expect(root).toHaveAttribute('data-theme', 'light')
  expect(await findViolations(page), 'light').toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(root).toHaveAttribute('data-theme', 'night')
  expect(await findViolations(page), 'dark').toEqual([])
  await page.emulateMedia({ contrast: 'more' })
  await expect(root).toHaveAttribute('data-theme', 'contrast')
  await page.getByRole('radio', { name: 'Light' }).check()
  await expect(root).toHaveAttribute('data-theme', 'light')
  await page.getByRole('radio', { name: 'High contrast' }).check()
  expect(await findViolations(page), 'high contrast').toEqual([])
  await page.reload()
  await expect(page.getByRole('radio', { name: 'High contrast' })).toBeChecked()
  await expect(root).toHaveAttribute('data-theme', 'contrast')

  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: /Find a queue/ })).toBeVisible()
  expect(await findViolations(page), 'the palette').toEqual([])
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  expect(await findViolations(page), 'the keys').toEqual([])
  await page.keyboard.press('Escape')

  for (const [width, height] of [
    [1024, 768],
    [820, 1180],
    [1280, 800],
  ] as const) {
    await page.setViewportSize({ width, height })
    for (const path of ['/overview', '/settings', '/boards', '/displays']) {
      await page.goto(`${service.url}${path}`)
      await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(overflow, `${path} at ${width}`).toBeLessThanOrEqual(0)
      const navigation = page.getByRole('navigation')
      await expect(navigation.getByRole('link', { name: 'Displays' })).toBeVisible()
      await expect(navigation.getByRole('button', { name: 'Sign out' })).toBeVisible()
    }
  }
  expect(await findViolations(page), 'a page in high contrast').toEqual([])
})
