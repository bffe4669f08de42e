import { afterAll, describe, expect, it } from 'vitest'
import type { Patch } from '../src/processes/built-server.ts'
import { presentBuild } from '../src/processes/server-build.ts'
import { closeLabs, isLongRun, runCase, sharedLab, wait } from './shared-lab.ts'

afterAll(closeLabs)

/** The build of this checkout with a planted defect. */
const withPatch = (patch: Patch) => ({ ...presentBuild, patches: [patch] })

const oneServer = { nodes: 1, isCluster: false, screens: 2 }

describe('one server', () => {
  it('shows the truth again on every screen after a kill -9', async () => {
    const { recoveredMs } = await runCase(oneServer, async ({ nodes }) => {
      const at = Date.now()
      for (const node of nodes) {
        await node.kill()
        await node.start()
      }
      return at
    })
    process.stdout.write(`one server, kill -9: fresh after ${recoveredMs} ms\n`)
  }, 120_000)

  // What the checks of the lab are worth: each of these defects must be found on a real server.
  if (!isLongRun) return

  it('shows nothing old as live while its link to Five9 is silent', async () => {
    await runCase(oneServer, async ({ nodes, screens }) => {
      for (const { links } of nodes) links.five9.cut({ fromTarget: 'held' })
      await expect.poll(() => screens.every(({ isLive }) => !isLive()), { timeout: 40_000 }).toBe(true)
      for (const { links } of nodes) links.five9.mend()
      return Date.now()
    })
  }, 120_000)

  it('is caught when it shows old figures as live', async () => {
    const confirmed = `{ ...message, link: { ...message.link, state: 'up', confirmedAt: message.serverTime, unconfirmed: [] } }`
    const lab = await sharedLab({
      ...oneServer,
      build: withPatch({
        file: 'packages/relay/src/stream/encode.ts',
        find: '      return JSON.stringify(message)\n',
        replace: `      return JSON.stringify('link' in message && 'serverTime' in message ? ${confirmed} : message)\n`,
      }),
    })
    for (const { links } of lab.nodes) links.five9.cut({ fromTarget: 'held' })
    await expect
      .poll(lab.violations, { timeout: 60_000 })
      .toContainEqual(expect.stringContaining('shows as live'))
    await closeLabs()
  }, 120_000)

  it('is caught when it sends a lower position of the same epoch', async () => {
    const lab = await sharedLab({
      ...oneServer,
      build: withPatch({
        file: 'apps/bff/src/live/hub/view.ts',
        find: '`${stream.epoch}.',
        replace: '`0123456789abcdef.5.',
      }),
    })
    await wait(5_000) // until the position has risen
    for (const node of lab.nodes) {
      await node.kill()
      await node.start()
    }
    await expect
      .poll(lab.violations, { timeout: 60_000 })
      .toContainEqual(expect.stringContaining('position fell'))
    await closeLabs()
  }, 120_000)
})
