import { createService } from '@wallboard/bff/service'
import { readConfig } from '@wallboard/bff/config'
import { frameText } from './frame-text.ts'
import { expect, signIn, supervisor, test } from './wall-fixture.ts'

test.use({ allowsConsoleErrors: true })

test('a wrong password is refused with a sentence, and the right one then works', async ({
  page,
  service,
}) => {
  await page.goto(service.url)
  await signIn(page, { ...supervisor, password: 'a wrong password' })
  await expect(page.getByRole('alert')).toContainText(/password/i)
  await expect(page.locator('[data-queue]')).toHaveCount(0)
  await signIn(page, supervisor)
  await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
})

test('the error names Five9 when Five9 is unreachable', async ({ page, service, simulator }) => {
  await simulator.kill()
  await page.goto(service.url)
  await signIn(page, supervisor)
  await expect(page.getByRole('alert')).toContainText(/Five9/)
})

test('without a session neither a request nor a socket yields data', async ({ page, service }) => {
  await page.goto(service.url)
  expect((await page.request.get(`${service.url}/api/queues`)).status()).toBe(401)
  const closed = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/api/live`)
        socket.onmessage = (message) => {
          resolve(`data: ${String(message.data)}`)
        }
        socket.onclose = () => {
          resolve('closed')
        }
      }),
  )
  expect(closed).toBe('closed')
})

test('scripts cannot read the cookie, and sign-out ends the wall', async ({ signedIn }) => {
  expect(await signedIn.evaluate(() => document.cookie)).toBe('')
  await signedIn.getByRole('button', { name: 'Sign out' }).click()
  await expect(signedIn.getByLabel('Username')).toBeVisible()
  await signedIn.reload()
  await expect(signedIn.getByLabel('Username')).toBeVisible()
})

test('no token, cookie or password of the Five9 session reaches the browser', async ({ page, service }) => {
  const seen: string[] = []
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => seen.push(frameText(payload)))
  })
  page.on('response', (response) => {
    if (response.url().includes('/api/'))
      void response.text().then(
        (text) => seen.push(text),
        () => undefined,
      )
  })
  await page.goto(service.url)
  await signIn(page, supervisor)
  await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
  const all = seen.join('\n')
  expect(all).toContain('ACD_STATUS')
  for (const secret of [supervisor.password, 'Bearer-', 'tokenId', 'farmId', '"customer"'])
    expect(all).not.toContain(secret)
})

test('after a restart of the server the page requests the Five9 password only, and returns to its address', async ({
  page,
  simulator,
}, testInfo) => {
  const start = (port: number) =>
    createService(
      readConfig({
        ...{ PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'silent', HISTORY: 'off' },
        DATA_DIR: testInfo.outputPath('own data'),
        FIVE9_LOGIN_URL: simulator.current().loginUrl,
      }),
    )
  const first = await start(0)
  const address = `${first.url}/queues?q=a`
  await page.goto(address)
  await signIn(page, supervisor)
  await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
  const former = await page.context().cookies()
  await first.close()
  const second = await start(first.port)
  try {
    const request = page.getByRole('status').filter({ hasText: supervisor.username })
    await expect(request).toContainText(/still signed in.*restarted.*Five9 password/, { timeout: 60_000 })
    expect(await page.context().cookies()).toEqual(former)
    await expect(page.getByLabel('Username')).toHaveValue(supervisor.username)
    await page.getByLabel('Password').fill(supervisor.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
    expect(page.url()).toBe(address)
  } finally {
    await page.goto('about:blank')
    await second.close()
  }
})
