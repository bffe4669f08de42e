import { openDesk, pairTelevision } from './board-fixture.ts'
import { expect, signIn, supervisor, test } from './wall-fixture.ts'

test('one live connection serves all pages of the desk', async ({ browser, page, service }) => {
  const desk = await openDesk(page, service)
  const tv = await pairTelevision(desk, browser, service)
  const opened: string[] = []
  const closed: string[] = []
  page.on('websocket', (socket) => {
    opened.push(socket.url())
    socket.on('close', () => closed.push(socket.url()))
  })
  await page.reload()
  await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
  expect(opened).toHaveLength(1)
  const loads: string[] = []
  page.on('request', (request) => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) loads.push(request.url())
  })

  await page.getByRole('link', { name: 'Displays' }).click()
  await expect(page.getByRole('heading', { name: 'Displays' })).toBeFocused()
  await expect(page.getByRole('status')).toContainText('live')
  await page.getByRole('link', { name: 'Settings of Hall' }).click()
  await expect(page.getByRole('heading', { name: 'Hall' })).toBeFocused()
  await page.getByRole('link', { name: 'Boards', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Boards' })).toBeFocused()
  await page.getByRole('link', { name: 'Wall' }).click()
  await expect(page.locator('[data-queue]').first()).toBeVisible()
  await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'New board' })).toBeVisible()
  await page.goForward()
  await expect(page.locator('[data-queue]').first()).toBeVisible()

  expect(opened).toHaveLength(1)
  expect(closed).toEqual([])
  expect(loads).toEqual([])
  await tv.close()
})

test('a board with further data sources uses the open connection', async ({ page, service }) => {
  const desk = await openDesk(page, service)
  const id = await desk.addBoard({
    name: 'Team',
    mode: 'supervisor',
    pages: [{ tiles: [{ kind: 'agents', queues: 'all' }] }],
  })
  const opened: string[] = []
  page.on('websocket', (socket) => opened.push(socket.url()))
  await page.reload()
  await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
  await page.evaluate((board) => {
    history.pushState(null, '', `/wall?board=${board}`)
  }, id)
  await expect(page.locator('main')).toHaveAttribute('data-board', id)
  await expect(page.locator('[data-agent]').first()).toBeVisible()
  await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
  expect(opened).toHaveLength(1)
})

test('each page has a title, and the navigation marks the current page', async ({ page, service }) => {
  const desk = await openDesk(page, service)
  const id = await desk.addBoard({ name: 'Lobby', pages: [{ tiles: [{ kind: 'clock' }] }] })
  await expect(page).toHaveTitle('All queues · Wallboard')
  await page.goto(`${service.url}/boards`)
  await expect(page).toHaveTitle('Boards · Wallboard')
  await page.getByRole('link', { name: 'Lobby' }).click()
  await expect(page).toHaveURL(`${service.url}/boards/${id}`)
  await expect(page).toHaveTitle('Lobby · Wallboard')
  const navigation = page.getByRole('navigation')
  await expect(navigation.getByRole('link', { name: 'Boards' })).toHaveAttribute('aria-current', 'page')
  await expect(navigation.getByRole('link', { name: 'Wall' })).not.toHaveAttribute('aria-current')
  await page.goto(`${service.url}/wall?board=${id}`)
  await expect(page.locator('main')).toHaveAttribute('data-board', id)
  await expect(page).toHaveTitle('Lobby · Wallboard')
})

test('sign-in leads to the requested page, and never to another site', async ({ page, service }) => {
  await page.goto(`${service.url}/displays?code=BBBB-BBBB`)
  await expect(page).toHaveURL(/\/sign-in\?return=/)
  await expect(page).toHaveTitle('Sign in · Wallboard')
  await signIn(page, supervisor)
  await expect(page).toHaveURL(`${service.url}/displays?code=BBBB-BBBB`)
  await expect(page.getByLabel('Code on the screen')).toHaveValue('BBBB-BBBB')
  await expect(page.getByText(supervisor.username)).toBeVisible()
  // A signed-in person does not stay on the sign-in page.
  await page.goto(`${service.url}/sign-in?return=//evil.example/`)
  await expect(page).toHaveURL(`${service.url}/overview`)
  await expect(page.locator('[data-queue]').first()).toBeVisible()
})

test('unsaved changes are not lost by navigation', async ({ page, service }) => {
  const desk = await openDesk(page, service)
  const id = await desk.addBoard({ name: 'Draft', pages: [{ tiles: [{ kind: 'clock' }] }] })
  await page.goto(`${service.url}/boards`)
  await page.getByRole('link', { name: 'Draft' }).click()
  await expect(page).toHaveURL(`${service.url}/boards/${id}`)
  const text = page.getByRole('textbox', { name: /The board as JSON/ })
  await text.fill((await text.inputValue()).replace('"Draft"', '"Changed"'))
  const displays = page.getByRole('navigation').getByRole('link', { name: 'Displays' })
  await displays.click()
  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' })
  await dialog.getByRole('button', { name: 'Stay' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(text).toHaveValue(/"Changed"/)
  await page.goBack()
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(text).toHaveValue(/"Changed"/)
  await displays.click()
  await dialog.getByRole('button', { name: 'Leave without saving' }).click()
  await expect(page.getByRole('heading', { name: 'Displays' })).toBeFocused()
})

test.describe('a session that ends', () => {
  test.use({ allowsConsoleErrors: true })

  test('leads to the sign-in page and back, and keeps unsaved changes', async ({ page, service }) => {
    const desk = await openDesk(page, service)
    const id = await desk.addBoard({ name: 'Draft', pages: [{ tiles: [{ kind: 'clock' }] }] })
    await page.goto(`${service.url}/boards/${id}`)
    const text = page.getByRole('textbox', { name: /The board as JSON/ })
    await text.fill((await text.inputValue()).replace('"Draft"', '"Changed"'))
    await desk.ask('DELETE', '/api/session')
    await expect(page.getByRole('alert')).toContainText('You are signed out')
    await expect(text).toHaveValue(/"Changed"/)
    await page.goto(`${service.url}/boards/${id}`).catch(() => undefined)
    await expect(page).toHaveURL(/\/sign-in\?return=/)
    await signIn(page, supervisor)
    await expect(page).toHaveURL(`${service.url}/boards/${id}`)
  })
})

test('an unknown address of the desk shows a page of its own', async ({ page, service }) => {
  await openDesk(page, service)
  await page.evaluate(() => {
    history.pushState(null, '', '/nowhere')
    dispatchEvent(new PopStateEvent('popstate'))
  })
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
  await page.getByRole('link', { name: 'Go to the overview' }).click()
  await expect(page.locator('[data-queue]').first()).toBeVisible()
})
