import type { WebSocketRoute } from '@playwright/test'
import { openDesk, pairTelevision } from './board-fixture.ts'
import { expect, test } from './wall-fixture.ts'

test('a board is created from a template, edited as text, saved, and shown', async ({
  browser,
  page,
  service,
}) => {
  const desk = await openDesk(page, service)
  await page.goto(`${service.url}/boards`)
  await page.getByLabel('One team').check()
  await page.getByLabel('Filter Queues (none selected: all)').fill('bill')
  await page.getByLabel('Billing', { exact: true }).check()
  await page.getByRole('textbox', { name: 'Name' }).fill('Money')
  await page.getByRole('button', { name: 'Create board' }).click()

  const text = page.getByRole('textbox', { name: /The board as JSON/ })
  await expect(text).toHaveValue(/"name": "Money"/)
  const preview = page.frameLocator('iframe')
  await expect(preview.locator('[data-tile="group"] h2')).toHaveText('Money')
  await expect(preview.locator('[data-queue]')).toHaveCount(1)

  const original = await text.inputValue()
  await text.fill(original.replace('"kind": "agent-summary"', '"kind": "unknown"'))
  await expect(page.getByRole('alert')).toContainText('pages › [1] › tiles › [2]')
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled()
  await text.fill(original.replaceAll('"Money"', '"Money and more"'))
  await expect(preview.locator('[data-tile="group"] h2')).toHaveText('Money and more')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('saved, revision 2')).toBeVisible()

  await page.getByRole('combobox', { name: 'Theme' }).selectOption('Day')
  await expect(preview.locator('html')).toHaveAttribute('data-theme', 'day')
  await expect(text).toHaveValue(/"theme": "day"/)

  const id = new URL(page.url()).pathname.replace('/boards/', '')
  const tv = await pairTelevision(desk, browser, service, id)
  await expect(tv.page.locator('[data-tile="group"] h2')).toHaveText('Money and more')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(tv.page.locator('html')).toHaveAttribute('data-theme', 'day')
  await tv.close()
})

test('the preview is as live as the desk around it, over the only connection of the page', async ({
  page,
  service,
}) => {
  const desk = await openDesk(page, service)
  const id = await desk.addBoard({ pages: [{ tiles: [{ kind: 'agent-summary', queues: 'all' }] }] })
  let opened = 0
  let isBlocked = false
  await page.routeWebSocket(/\/api\/live/, (socket) => {
    opened += 1
    if (isBlocked) void socket.close({ code: 1012 })
    else connections.push({ page: socket, server: socket.connectToServer() })
  })
  const connections: { page: WebSocketRoute; server: WebSocketRoute }[] = []
  await page.goto(`${service.url}/boards/${id}`)
  const glass = page.frameLocator('iframe').locator('main')
  await expect(glass).toHaveAttribute('data-link', 'live')
  await expect(glass.locator('[data-tile="agent-summary"]')).toContainText(/\d/)
  expect(opened).toBe(1)

  isBlocked = true
  for (const { page: ofPage, server } of connections) {
    await ofPage.close({ code: 1012 })
    await server.close()
  }
  await expect(glass).toHaveAttribute('data-link', 'down')
  isBlocked = false
  await expect(glass).toHaveAttribute('data-link', 'live')
  expect(connections).toHaveLength(2)
})

test('a board that cannot be read from its viewing distance cannot be saved', async ({ page, service }) => {
  const desk = await openDesk(page, service)
  const id = await desk.addBoard({ pages: [{ tiles: [{ kind: 'agents', queues: 'all' }] }] })
  await page.goto(`${service.url}/boards/${id}`)
  await expect(page.getByText(/Readable up to/)).toBeVisible()
  await page.getByLabel('Viewing distance (m)').fill('20')
  await expect(page.getByText('This board cannot be read from 20 m')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled()
  await page.getByLabel('Viewing distance (m)').fill('3')
  await expect(page.getByText('This board cannot be read')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeEnabled()
})

test.describe('two desks', () => {
  test.use({ allowsConsoleErrors: true })

  test('do not overwrite each other, and cannot remove a board that a display shows', async ({
    browser,
    page,
    service,
  }) => {
    const desk = await openDesk(page, service)
    const id = await desk.addBoard({ name: 'Shared', pages: [{ tiles: [{ kind: 'clock' }] }] })
    const tv = await pairTelevision(desk, browser, service, id)
    await page.goto(`${service.url}/boards/${id}`)
    const text = page.getByRole('textbox', { name: /The board as JSON/ })
    await expect(text).toHaveValue(/"Shared"/)
    const mine = (await text.inputValue()).replace('"Shared"', '"Mine"')
    await desk.ask('PUT', `/api/boards/${id}`, {
      revision: 1,
      board: JSON.parse(mine.replace('"Mine"', '"Theirs"')) as unknown,
    })
    await text.fill(mine)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByRole('alert')).toContainText('Somebody else has changed this board')
    await expect(text).toHaveValue(/"Mine"/)
    await page.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('button', { name: 'Confirm removal' }).click()
    await expect(page.getByRole('alert')).toContainText('A display shows this board')
    await tv.show('all-queues')
    await page.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('button', { name: 'Confirm removal' }).click()
    await expect(page.locator('[data-board="Shared"], [data-board="Theirs"]')).toHaveCount(0)
    await expect(page.getByRole('heading', { name: 'New board' })).toBeVisible()
    await tv.close()
  })
})

test('the desk sets board, night hours, schedule, room and sound of a display', async ({
  browser,
  page,
  service,
}) => {
  const desk = await openDesk(page, service)
  const id = await desk.addBoard({
    name: 'Night shift',
    pages: [{ tiles: [{ kind: 'text', text: 'Quiet please' }] }],
  })
  const tv = await pairTelevision(desk, browser, service)
  await page.goto(`${service.url}/displays`)
  await page.getByRole('link', { name: 'Settings of Hall' }).click()
  const form = page.getByRole('form', { name: 'Settings of Hall' })
  await form.getByLabel('Board', { exact: true }).selectOption('Night shift')
  await form.getByLabel('Time zone').selectOption('Europe/Berlin')
  await form.getByRole('textbox', { name: 'Room' }).fill('Hall')
  await form.getByLabel(/^Sound/).check()
  await form.getByLabel('Night hours').check()
  await form.getByLabel('Night from').fill('23:00')
  await form.getByRole('button', { name: 'Add a time' }).click()
  await form.getByLabel('Board of entry 1').selectOption('Night shift')
  await form.getByRole('button', { name: 'Save settings' }).click()
  await expect(form.getByText('saved')).toBeVisible()
  await expect(tv.page.getByText('Quiet please')).toBeVisible()
  const displays = await desk.ask('GET', '/api/displays')
  expect(displays).toMatchObject({
    displays: [
      {
        boardId: id,
        settings: {
          timeZone: 'Europe/Berlin',
          room: 'Hall',
          sound: true,
          nightHours: { from: '23:00', to: '06:00', look: 'dim' },
          schedule: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00', boardId: id }],
        },
      },
    ],
  })
  await tv.close()
})
