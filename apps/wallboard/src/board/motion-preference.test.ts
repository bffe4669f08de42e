import { expect, it } from 'vitest'
import { createMotionPreference } from './motion-preference.ts'

function fakeBrowser(matches: boolean) {
  const query = Object.assign(new EventTarget(), { matches })
  return {
    browser: { matchMedia: () => query as unknown as MediaQueryList }, // the part that is used
    prefer(isReduced: boolean) {
      query.matches = isReduced
      query.dispatchEvent(new Event('change'))
    },
  }
}

it('follows the preference from its start to its stop, for one wall', () => {
  const { browser, prefer } = fakeBrowser(false)
  const [motion, another] = [
    createMotionPreference(browser),
    createMotionPreference(fakeBrowser(true).browser),
  ]
  expect([motion.isReduced(), another.isReduced()]).toEqual([false, true])
  const stop = motion.follow()
  prefer(true)
  expect(motion.isReduced()).toBe(true)
  stop()
  prefer(false)
  expect(motion.isReduced()).toBe(true)
  motion.follow()
  expect(motion.isReduced()).toBe(false)
})
