import { findOverflow } from './glass.ts'
import { expect, test } from './wall-fixture.ts'

for (const queues of [1, 6, 12, 24]) {
  test.describe(`${queues} queues`, () => {
    test.use({ floor: { queues, agents: 30 + queues * 3 } })

    test(`fill 1920×1080 without scrolling`, async ({ signedIn }) => {
      await expect(signedIn.locator('[data-queue]')).toHaveCount(queues)
      expect(await findOverflow(signedIn)).toEqual([])
    })
  })
}

test.describe('60 queues', () => {
  test.use({ floor: { queues: 60, agents: 200 } })

  test('go to further pages, and the wall says which page this is and how many are not on it', async ({
    signedIn,
  }) => {
    await expect(signedIn.getByText(/1 of \d/)).toBeVisible()
    await expect(signedIn.getByText(/\+\d+ more/)).toBeVisible()
    expect(await signedIn.locator('[data-queue]').count()).toBeLessThanOrEqual(24)
    expect(await findOverflow(signedIn)).toEqual([])
    await expect(signedIn.getByText(/2 of \d/)).toBeVisible({ timeout: 30_000 })
  })
})
