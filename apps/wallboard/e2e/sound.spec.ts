import type { Page } from '@playwright/test'
import { openDesk, pairTelevision } from './board-fixture.ts'
import { expectLegible } from './screen-reader.ts'
import { expect, test } from './wall-fixture.ts'

/** Headless Chromium lets every page play sound: this one waits for a tap, as a visible browser does. */
function blockSound(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    const Real = window.AudioContext
    window.AudioContext = class extends Real {
      private isAllowed = false
      constructor() {
        super()
        document.addEventListener('click', () => {
          this.isAllowed = true
          this.dispatchEvent(new Event('statechange'))
        })
      }
      override get state(): AudioContextState {
        return this.isAllowed ? super.state : 'suspended'
      }
    }
  })
}

test('of two screens in one room one sounds alarms, and both say which', async ({
  browser,
  page,
  service,
}) => {
  const desk = await openDesk(page, service)
  const screens = [
    await pairTelevision(desk, browser, service),
    await pairTelevision(desk, browser, service),
  ] as const
  for (const screen of screens) await screen.set({ sound: true, room: 'Hall' })
  const said = async () => {
    const notes = await Promise.all(
      screens.map(({ page: own }) => own.locator('[data-sound]').textContent({ timeout: 2_000 })),
    )
    return notes.sort()
  }
  await expect(async () => {
    expect(await said()).toEqual(['♪ off', '♪ on'])
  }).toPass()
  const speaks = (await screens[0].page.locator('[data-sound="on"]').count()) === 1
  const [speaker, silent] = speaks ? screens : [screens[1], screens[0]]
  await speaker.close()
  await expect(silent.page.locator('[data-sound]')).toHaveText('♪ on')
  await silent.close()
})

test('sound that the browser blocks is said on the screen, and a tap is enough', async ({
  browser,
  page,
  service,
}) => {
  const desk = await openDesk(page, service)
  const tv = await pairTelevision(desk, browser, service, 'all-queues', { prepare: blockSound })
  const note = tv.page.locator('[data-sound]')
  await expect(note).toHaveCount(0)
  await tv.set({ sound: true, room: 'Hall' })
  await expect(note).toHaveText('♪ Sound is blocked: tap once')
  await expectLegible(tv.page)
  await tv.page.mouse.click(400, 400)
  await expect(note).toHaveText('♪ on')
  await expect
    .poll(async () => JSON.stringify(await desk.ask('GET', '/api/displays')))
    .toContain('"sound":"on"')
  await tv.set({ sound: false })
  await expect(note).toHaveCount(0)
  await tv.close()
})
