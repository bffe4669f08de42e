import { readConfig } from '@wallboard/bff/config'
import { createService, type Service } from '@wallboard/bff/service'
import { createSimulator, type Simulator, type SimulatorOptions } from '@wallboard/simulator'
import { test as base, expect, type Page } from '@playwright/test'

/** The user of every simulator in these tests. */
export const supervisor = { username: 'supervisor@wall.test', password: 'a correct password' }

/** Options of a test. */
interface WallOptions {
  /** The simulated contact centre. */
  readonly floor: Partial<SimulatorOptions>
  /** Errors on the console fail a test, unless it causes them, as by stopping the server. */
  readonly allowsConsoleErrors: boolean
  /** The folder of the built pages; empty for the default. */
  readonly spaDir: string
  /** Whether the service records history. */
  readonly history: 'on' | 'off'
  /** More variables of the service's environment. */
  readonly environment: Readonly<Record<string, string>>
}

interface WallFixtures {
  readonly simulator: SimulatorHandle
  readonly service: Service
  readonly signedIn: Page
}

/** A simulator that a test can stop and start again on the same port. */
export interface SimulatorHandle {
  readonly current: () => Simulator
  readonly kill: () => Promise<void>
  readonly restart: () => Promise<void>
}

export const test = base.extend<WallFixtures & WallOptions>({
  floor: [{}, { option: true }],
  allowsConsoleErrors: [false, { option: true }],
  spaDir: ['', { option: true }],
  history: ['off', { option: true }], // its threads take time to start
  environment: [{}, { option: true }],

  simulator: async ({ floor }, use) => {
    // A test must not depend on the hour at which it runs.
    const options = { seed: 7, queues: 8, agents: 40, startsAtPeak: true, ...supervisor, ...floor }
    let current = await createSimulator(options)
    const { port } = current
    let isRunning = true
    const kill = async () => {
      if (isRunning) await current.close()
      isRunning = false
    }
    await use({
      current: () => current,
      kill,
      restart: async () => {
        await kill()
        current = await createSimulator({ ...options, port })
        isRunning = true
      },
    })
    await kill()
  },

  service: async ({ simulator, spaDir, history, environment }, use, testInfo) => {
    const service = await createService(
      readConfig({
        PORT: '0',
        DATA_DIR: testInfo.outputPath('data'),
        HISTORY: history,
        HISTORY_FLUSH_SECONDS: '1',
        HOST: '127.0.0.1',
        FIVE9_LOGIN_URL: simulator.current().loginUrl,
        LOG_LEVEL: 'silent',
        ...(spaDir === '' ? {} : { WALLBOARD_SPA_DIR: spaDir }),
        ...environment,
      }),
    )
    await use(service)
    await service.close()
  },

  // Depends on the service, so that the page is checked before the service closes: a page without its server logs errors.
  page: async ({ page, service: _closesAfterThePage, allowsConsoleErrors }, use) => {
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && !allowsConsoleErrors) errors.push(message.text())
    })
    await use(page)
    expect(errors).toEqual([])
  },

  signedIn: async ({ page, service }, use) => {
    await page.goto(`${service.url}/wall`)
    await signIn(page, supervisor)
    await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
    await use(page)
  },
})

export async function signIn(page: Page, user: { username: string; password: string }): Promise<void> {
  await page.getByLabel('Username').fill(user.username)
  await page.getByLabel('Password').fill(user.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

export { expect }
