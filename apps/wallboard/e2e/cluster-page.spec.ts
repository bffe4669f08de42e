import { findViolations } from './axe.ts'
import { brokenCluster, clusterInFailOver, healthyCluster, stageCluster } from './staged-cluster.ts'
import { stageTime, stopClocks } from './staged-display.ts'
import { stageDesk } from './staged-desk.ts'
import { expect, test } from './wall-fixture.ts'

test.use({ allowsConsoleErrors: true }) // the browser logs replies such as 403

/** The page reads the cluster every two seconds. */
const soon = { timeout: 20_000 }

test('the page of the cluster shows nodes, feeds and problems, and updates by itself', async ({
  page,
  service,
}) => {
  await stopClocks(page, stageTime)
  const desk = await stageDesk(page)
  const cluster = await stageCluster(page, healthyCluster)
  await page.goto(`${service.url}/overview`)
  await page.getByRole('link', { name: 'Cluster', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Cluster' })).toBeVisible()
  await expect(page.locator('tr[data-node]')).toHaveCount(3)
  await expect(page.locator('tr[data-node="north"]')).toContainText(
    'owns the Five9 session of wallboard@acme.example · follows jordan@acme.example · does the shared work',
  )
  await expect(page.locator('tr[data-feed="wallboard@acme.example"]')).toContainText('south, west')
  await expect(page.getByText('3 nodes · no problem')).toBeVisible()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  expect(await findViolations(page)).toEqual([])

  const problems = page.getByRole('region', { name: 'What is wrong' }).getByRole('listitem')
  cluster.set(brokenCluster)
  await expect(problems.first()).toContainText(/^■north lost its connection to Redis at 09:29:18/, soon)
  await expect(problems).toHaveCount(2)
  expect(await findViolations(page)).toEqual([])
  cluster.set(clusterInFailOver)
  await expect(problems.first()).toContainText(/No node has owned the feed of wallboard@acme.example/, soon)
  await expect(page.locator('tr[data-feed="wallboard@acme.example"]')).toContainText('none: fail-over')
  expect(await findViolations(page)).toEqual([])

  // Without a feed the page says what is true: at first only that it knows of none.
  const feeds = page.getByRole('region', { name: 'Feeds' })
  cluster.set({ ...healthyCluster, feeds: [] })
  await expect(feeds).toContainText('No known node runs a feed', soon)
  const startedAt = healthyCluster.at - 3_000
  cluster.set({
    ...healthyCluster,
    feeds: [],
    nodes: healthyCluster.nodes.map((node) => (node.isThis ? { ...node, startedAt } : node)),
  })
  await expect(feeds).toContainText('This node has just started', soon)

  // Every page says why its figures are old, and what to do.
  const hint = page.locator('[data-link-hint]')
  await expect(hint).toHaveCount(0)
  desk.setReason({ code: 'cluster-lost' })
  await expect(page.locator('main')).toHaveAttribute('data-link', 'down')
  await expect(page.getByRole('status')).toContainText('This server lost the cluster')
  await expect(hint).toContainText('screens move to another server')
  desk.setReason({ code: 'sign-in-needed' })
  await expect(hint).toContainText('passwords are not stored')
  await expect(hint.getByRole('button', { name: 'Sign in again' })).toBeVisible()

  // A reply that fails keeps what was shown, and says so.
  await page.route('**/api/cluster', (route) =>
    route.fulfill({ status: 403, json: { error: { code: 'not-admin', params: {} } } }),
  )
  await expect(page.getByRole('alert')).toContainText('may be out of date', soon)
  await expect(page.locator('tr[data-node]')).toHaveCount(3)
})

test('a single node has no link to the page of the cluster, and its address says why', async ({
  page,
  service,
}) => {
  await stopClocks(page, stageTime)
  await stageDesk(page)
  await stageCluster(page, null)
  await page.goto(`${service.url}/cluster`)
  await expect(page.getByText('One node runs, without a cluster.')).toBeVisible()
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Settings' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Cluster', exact: true })).toHaveCount(0)
})
