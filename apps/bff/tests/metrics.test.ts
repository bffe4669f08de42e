import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { signIn, start } from './bff-fixture.ts'

const token = 'sixteen-characters-and-more'

describe('/metrics', () => {
  it('is there for nobody while no token is set', async () => {
    const { service } = await start()
    const { status, headers } = await fetch(`${service.url}/metrics`)
    expect([status, headers.get('content-type')?.startsWith('text/plain')]).not.toEqual([200, true])
  })

  it('refuses whoever does not send the token', async () => {
    const { service } = await start({}, { METRICS_TOKEN: token })
    const { cookie } = await signIn(service)
    for (const headers of [{}, { cookie }, { authorization: `Bearer ${token}x` }, { authorization: token }]) {
      const response = await fetch(`${service.url}/metrics`, { headers })
      expect(response.status).toBe(401)
      expect(await response.text()).not.toContain('wallboard_')
    }
  })

  it('tells a Prometheus with the token how the feeds stand, and names neither queue nor person', async () => {
    const { service, simulator } = await start({}, { METRICS_TOKEN: token })
    await signIn(service)
    const read = async () => {
      const response = await fetch(`${service.url}/metrics`, {
        headers: { authorization: `Bearer ${token}` },
      })
      expect(response.headers.get('content-type')).toMatch(/^text\/plain/)
      return response.text()
    }
    await expect.poll(read).toContain('wallboard_feeds{condition="live"} 1')
    const text = await read()
    expect(text).toMatch(/^wallboard_figures_age_seconds \d/m)
    expect(text).toMatch(/^wallboard_event_loop_delay_seconds\{quantile="0.99"\} \d/m)
    for (const { name } of simulator.truth().queues) expect(text).not.toContain(name)
  })
})

describe('/debug/latency', () => {
  it('is for those who are signed in', async () => {
    const { service } = await start()
    expect((await fetch(`${service.url}/debug/latency`)).status).toBe(401)
    const { cookie } = await signIn(service)
    const page = await fetch(`${service.url}/debug/latency`, { headers: { cookie } })
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('Flushes encoded')
  })
})

describe('what operators are given', () => {
  it.each(['alerts.yaml', 'grafana-dashboard.json', 'README.md'])(
    '%s names metrics that there are',
    async (file) => {
      const { service } = await start({}, { METRICS_TOKEN: token })
      const response = await fetch(`${service.url}/metrics`, {
        headers: { authorization: `Bearer ${token}` },
      })
      const told = new Set((await response.text()).match(/^# HELP (\S+)/gm)?.map((line) => line.slice(7)))
      const text = await readFile(new URL(`../../../docs/operating/${file}`, import.meta.url), 'utf8')
      const named = text.match(/wallboard_\w+/g)?.map((name) => name.replace(/_bucket$/, '')) ?? []
      expect(named.length).toBeGreaterThan(4)
      expect(named.filter((name) => !told.has(name))).toEqual([])
    },
  )
})
