import { afterAll, describe, expect, it } from 'vitest'
import type { Patch } from '../src/processes/built-server.ts'
import { plantedDefects } from '../src/processes/planted-defects.ts'
import { presentBuild } from '../src/processes/server-build.ts'
import { checkLimits, closeLabs, isLongRun, runCase, sharedLab, wait } from './shared-lab.ts'

afterAll(closeLabs)

/** The build of this checkout with a planted defect. */
const withPatches = (patches: readonly Patch[]) => ({ ...presentBuild, patches })

const oneServer = { nodes: 1, isCluster: false, screens: 2 }

describe('one server', () => {
  it('shows the truth again on every screen after a kill -9', async () => {
    const measured = await runCase(oneServer, async ({ nodes }) => {
      const at = Date.now()
      for (const node of nodes) {
        await node.kill()
        await node.start()
      }
      return at
    })
    checkLimits(measured)
    process.stdout.write(`one server, kill -9: fresh after ${measured.recoveredMs} ms\n`)
  }, 120_000)

  // What the checks of the lab are worth: each of these defects must be found on a real server.
  if (!isLongRun) return

  it('shows nothing old as live while its link to Five9 is silent', async () => {
    const measured = await runCase(oneServer, async ({ nodes, screens }) => {
      for (const { links } of nodes) links.five9.cut({ fromTarget: 'held' })
      await expect.poll(() => screens.every(({ isLive }) => !isLive()), { timeout: 40_000 }).toBe(true)
      for (const { links } of nodes) links.five9.mend()
      return Date.now()
    })
    checkLimits(measured)
  }, 120_000)

  it('is caught when it shows old figures as live', async () => {
    const lab = await sharedLab({
      ...oneServer,
      build: withPatches(plantedDefects.showsOldFiguresAsLive),
    })
    for (const { links } of lab.nodes) links.five9.cut({ fromTarget: 'held' })
    await expect
      .poll(lab.violations, { timeout: 60_000 })
      .toContainEqual(expect.stringContaining('shows as live'))
    await closeLabs()
  }, 120_000)

  it('is caught when it sends a lower position of the same epoch: the page refuses it [R14]', async () => {
    const lab = await sharedLab({
      ...oneServer,
      build: withPatches(plantedDefects.sendsLowerPositions),
    })
    // Until the position has risen: a page accepts the same epoch again once the position of the restarted server exceeds it.
    await wait(45_000)
    const snapshots = () => lab.screens.map(({ received }) => received().get('snapshot') ?? 0)
    const before = Math.max(...snapshots())
    const at = Date.now()
    for (const node of lab.nodes) {
      await node.kill()
      await node.start()
    }
    await expect(lab.untilFresh(at, 15_000)).rejects.toThrow('after 15000 ms')
    expect(Math.min(...snapshots()), 'snapshots that were refused').toBeGreaterThan(before)
    expect(lab.screens.map(({ isLive }) => isLive())).toEqual(lab.screens.map(() => false))
    expect(lab.violations()).toEqual([])
    await closeLabs()
  }, 180_000)

  it('is caught when it is behind the position of a screen: it closes the connection [R15]', async () => {
    const lab = await sharedLab({
      ...oneServer,
      build: withPatches(plantedDefects.isBehindItsScreens),
    })
    const at = Date.now()
    lab.balancer.reset()
    await expect(lab.untilFresh(at, 30_000)).rejects.toThrow('after 30000 ms')
    for (const { closeCodes } of lab.screens) expect(closeCodes).toContain(4503)
    await closeLabs()
  }, 180_000)
})
