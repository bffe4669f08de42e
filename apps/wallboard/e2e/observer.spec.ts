import { setTimeout as pause } from 'node:timers/promises'
import { readConfig } from '@wallboard/bff/config'
import { createService } from '@wallboard/bff/service'
import type { Page } from '@playwright/test'
import type { Truth } from '@wallboard/simulator'
import { lookAtGlass } from './glass.ts'
import { openDesk, pairTelevision } from './board-fixture.ts'
import { expect, supervisor, test } from './wall-fixture.ts'

test.use({ allowsConsoleErrors: true, floor: { queues: 6, agents: 30, speed: 20 } })

/** A figure that is shown as live is at most so old; and what the observer itself takes. */
const promisedMs = 15_000
const observingMs = 2_000
const sampleEveryMs = 200
/** So often the observer has to have seen the glass live before the screen is left: a slow machine takes longer. */
const enoughLive = 50

interface Sample {
  /** The glass was looked at between the two. */
  readonly from: number
  readonly until: number
  readonly link: string
  readonly calls: Readonly<Record<string, string>>
}

/** One look: the figures and what the glass says of them, of the same moment. */
async function lookAt(page: Page): Promise<Sample> {
  const from = Date.now()
  const { link, tiles } = await lookAtGlass(page)
  const until = Date.now()
  // A dash is no figure, and so no lie.
  const calls = Object.entries(tiles).flatMap(([name, { callsInQueue = '–' }]) =>
    callsInQueue === '–' ? [] : [[name, callsInQueue] as const],
  )
  return { from, until, link, calls: Object.fromEntries(calls) }
}

test('no figure that is older than promised is ever shown as live, whatever fails', async ({
  browser,
  page,
  simulator,
}, testInfo) => {
  test.setTimeout(240_000)
  const environment = {
    PORT: '0',
    DATA_DIR: testInfo.outputPath('own data'),
    HOST: '127.0.0.1',
    FIVE9_LOGIN_URL: simulator.current().loginUrl,
    FIVE9_USERNAME: supervisor.username,
    FIVE9_PASSWORD: supervisor.password,
    LOG_LEVEL: 'silent',
  }
  /** What was true, and when: a queue's calls from one instant to the next. */
  const truths: { readonly at: number; readonly calls: ReadonlyMap<string, string> }[] = []

  function noteTruth({ queues, sources }: Truth): void {
    const names = new Map(queues.map(({ id, name }) => [id, name]))
    const calls = (sources['ACD_STATUS'] ?? []).flatMap((row) => {
      const name = names.get(row.id)
      return name === undefined ? [] : [[name, String(row['callsInQueue'])] as const]
    })
    truths.push({ at: Date.now(), calls: new Map(calls) })
  }
  /** Of this Five9, from what it holds now on. */
  function noteTruths(): void {
    simulator.current().onTruth(noteTruth)
    noteTruth(simulator.current().truth())
  }
  // From before the first look: a glass may show for a moment what has just ceased to be.
  noteTruths()

  let service = await createService(readConfig(environment))
  const desk = await openDesk(page, service)
  const tv = await pairTelevision(desk, browser, service)
  await expect(tv.page.locator('[data-queue]')).toHaveCount(6)

  const samples: Sample[] = []
  let isOver = false
  /** What a queue's calls were, for whoever has to find out why the glass showed something else. */
  const truthsOf = (name: string, among: typeof truths) =>
    [...new Set(among.map(({ at, calls }) => `${calls.get(name) ?? 'none'} at ${at}`))].join(', ')

  async function observe(): Promise<void> {
    while (!isOver) {
      samples.push(await lookAt(tv.page))
      await pause(sampleEveryMs)
    }
  }
  const observing = observe()

  await pause(3_000)
  // Five9 says nothing, on a connection that stands.
  simulator.current().faults.set({ silent: true })
  await pause(20_000)
  simulator.current().faults.set({ silent: false })
  await pause(3_000)
  // The screen's network is gone.
  await tv.page.context().setOffline(true)
  await pause(5_000)
  await tv.page.context().setOffline(false)
  await pause(5_000)
  // Five9 is gone, and comes back.
  await simulator.kill()
  await pause(5_000)
  await simulator.restart()
  noteTruths()
  await pause(12_000)
  // The server is gone, and comes back.
  const { port } = service
  await service.close()
  await pause(5_000)
  service = await createService(readConfig({ ...environment, PORT: String(port) }))
  await expect(tv.page.locator('main')).toHaveAttribute('data-link', 'live', { timeout: 40_000 })
  await pause(2_000)
  const live = () => samples.filter(({ link }) => link === 'live')
  await expect.poll(() => live().length, { timeout: 60_000 }).toBeGreaterThan(enoughLive)
  isOver = true
  await observing
  await service.close()
  await tv.close()

  const lies = live().flatMap(({ from, until, calls }) => {
    const recent = truths.filter(
      (truth) => truth.at <= until + observingMs && truth.at >= from - promisedMs - observingMs,
    )
    return Object.entries(calls).flatMap(([name, figure]) =>
      recent.some((truth) => truth.calls.get(name) === figure)
        ? []
        : [`${from} to ${until}: ${name} shows ${figure}, the truth was ${truthsOf(name, recent)}`],
    )
  })
  expect(lies).toEqual([])
  // The observer has seen the glass live, and seen it give up; figures did change in between.
  expect(new Set(samples.map(({ link }) => link))).toEqual(new Set(['live', 'ageing', 'down']))
  expect(new Set(live().map(({ calls }) => JSON.stringify(calls))).size).toBeGreaterThan(3)
})
