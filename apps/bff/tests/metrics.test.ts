import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Registry } from 'prom-client'
import type { Service } from '../src/app/service.ts'
import { clusterNow, clusterStatus } from '../src/operations/cluster-fixture.ts'
import { addClusterMetrics } from '../src/operations/cluster-metrics.ts'
import { connect, signIn, start, user } from './bff-fixture.ts'
import { call, pair, connectDisplay } from './display-fixture.ts'

const token = 'sixteen-characters-and-more'

async function metricsOf(service: Service): Promise<string> {
  const response = await fetch(`${service.url}/metrics`, { headers: { authorization: `Bearer ${token}` } })
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/)
  return response.text()
}

const report = {
  ...{ width: 1920, height: 1080, build: 'b', paintedAgeMs: 400, frameMsP50: 16, frameMsP95: 17 },
  ...{ heapBytes: null, sound: 'off' },
}

/** Pairs a display that has acknowledged its snapshot and sent a report. */
async function paintingDisplay(service: Service, name?: string) {
  const { desk, screen, id } = await pair(service, name)
  const client = connectDisplay(service, screen)
  await expect.poll(() => client.last('snapshot')).toBeDefined()
  client.acknowledge()
  client.socket.send(JSON.stringify({ type: 'report', report }))
  return { desk, id, client }
}

describe('/metrics', () => {
  it('does not exist without METRICS_TOKEN', async () => {
    const { service } = await start()
    const { status, headers } = await fetch(`${service.url}/metrics`)
    expect([status, headers.get('content-type')?.startsWith('text/plain')]).not.toEqual([200, true])
  })

  it('refuses requests without the token', async () => {
    const { service } = await start({}, { METRICS_TOKEN: token })
    const { cookie } = await signIn(service)
    for (const headers of [{}, { cookie }, { authorization: `Bearer ${token}x` }, { authorization: token }]) {
      const response = await fetch(`${service.url}/metrics`, { headers })
      expect(response.status).toBe(401)
      expect(await response.text()).not.toContain('wallboard_')
    }
  })

  it('exports the freshness of the feeds to a request with the token, and names neither queues nor people', async () => {
    const { service, simulator } = await start({}, { METRICS_TOKEN: token })
    const { cookie } = await signIn(service)
    connect(service, cookie)
    await paintingDisplay(service, 'Door')
    await expect.poll(() => metricsOf(service)).toContain('wallboard_feeds{freshness="live"} 1')
    await expect
      .poll(() => metricsOf(service))
      .toMatch(/^wallboard_acknowledgement_latency_seconds_count ([2-9]|\d\d)/m)
    const text = await metricsOf(service)
    expect(text).toMatch(/^wallboard_feed_confirmation_age_seconds \d/m)
    expect(text).toMatch(/^wallboard_event_loop_delay_seconds\{quantile="0.99"\} \d/m)
    for (const { name } of simulator.truth().queues) expect(text).not.toContain(name)
    expect(text).not.toContain('Door')
    expect(text).not.toContain(user.username)
  })

  it('exports series of each display by its id, and none of a revoked display', async () => {
    const { service } = await start({}, { METRICS_TOKEN: token })
    const { desk, id, client } = await paintingDisplay(service)
    await expect
      .poll(() => metricsOf(service))
      .toContain(`wallboard_display_data_age_seconds{display="${id}"} 0.4\n`)
    await expect
      .poll(() => metricsOf(service))
      .toContain(`wallboard_display_acknowledgement_latency_seconds_count{display="${id}"} 1\n`)
    expect((await call(service, 'DELETE', `/api/displays/${id}`, desk)).status).toBe(204)
    expect(await client.closed).toBe(4401)
    expect(await metricsOf(service)).not.toContain(id)
  })

  it('counts snapshots by reason', async () => {
    const { service } = await start({}, { METRICS_TOKEN: token })
    const { desk, id, client } = await paintingDisplay(service)
    client.socket.send(JSON.stringify({ type: 'resync' }))
    await expect
      .poll(() => metricsOf(service))
      .toContain('wallboard_snapshots_sent_total{reason="requested"} 1\n')
    expect((await call(service, 'PATCH', `/api/displays/${id}`, desk, { name: 'Window' })).status).toBe(204)
    await expect.poll(() => metricsOf(service)).toContain('wallboard_snapshots_sent_total{reason="view"} 1\n')
    expect(await metricsOf(service)).toContain('wallboard_snapshots_sent_total{reason="joined"} 1\n')
  })
})

describe('/debug/latency', () => {
  const open = async (service: Service, cookie = '') => call(service, 'GET', '/debug/latency', cookie)

  it('is refused when signed out', async () => {
    const { service } = await start({}, { ADMIN_USERS: user.username })
    expect(await open(service)).toMatchObject({
      status: 401,
      text: '{"error":{"code":"signed-out","message":"You are signed out. Sign in again."}}',
    })
  })

  it('answers a user who is not an administrator that the configuration does not list them', async () => {
    const { service } = await start({}, { ADMIN_USERS: 'somebody@else.test' })
    const { cookie } = await signIn(service)
    expect(await open(service, cookie)).toMatchObject({
      status: 403,
      text: expect.stringContaining(`{"reason":"not-listed","username":"${user.username}"}`) as string,
    })
  })

  it('answers a user of a server without administrators which variable to set', async () => {
    const { service } = await start()
    const { cookie } = await signIn(service)
    expect(await open(service, cookie)).toMatchObject({
      status: 403,
      text: expect.stringContaining(`{"reason":"no-admins","username":"${user.username}"}`) as string,
    })
  })

  it('ignores the case of user names, as Five9 does', async () => {
    const { service } = await start({}, { ADMIN_USERS: `ann@else.test, ${user.username.toUpperCase()} ` })
    expect((await open(service, (await signIn(service)).cookie)).status).toBe(200)
  })

  it('is allowed for the service account when ADMIN_USERS is empty', async () => {
    const serviceAccount = { FIVE9_USERNAME: user.username, FIVE9_PASSWORD: user.password }
    const { service } = await start({}, serviceAccount)
    expect((await open(service, (await signIn(service)).cookie)).status).toBe(200)
    const { service: other } = await start({}, { ...serviceAccount, ADMIN_USERS: 'somebody@else.test' })
    expect((await open(other, (await signIn(other)).cookie)).status).toBe(403)
  })

  it('shows each client with its name, which is escaped', async () => {
    const { service } = await start({}, { ADMIN_USERS: user.username })
    const { desk, id } = await paintingDisplay(service, '<script>alert(1)</script>')
    connect(service, desk)
    await expect.poll(async () => (await open(service, desk)).text).toContain(`${user.username} <small>desk`)
    const { text } = await open(service, desk)
    expect(text).toContain(`&lt;script&gt;alert(1)&lt;/script&gt; <small>display ${id}</small>`)
    expect(text).not.toContain('<script')
  })

  it('has an inline style that its content security policy allows', async () => {
    const { service } = await start({}, { ADMIN_USERS: user.username })
    const { cookie } = await signIn(service)
    const response = await fetch(`${service.url}/debug/latency`, { headers: { cookie } })
    expect(response.headers.get('content-security-policy')).toMatch(/style-src 'self' 'sha256-[^ ;]+';/)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.text()).toContain('<style>')
  })
})

const operating = (file: string) =>
  readFile(new URL(`../../../docs/operating/${file}`, import.meta.url), 'utf8')

/** The text of `/metrics` of a server that exports every metric. */
async function everySeries(): Promise<string> {
  const { service } = await start({}, { METRICS_TOKEN: token, HISTORY: 'on' })
  const { id } = await paintingDisplay(service)
  const expected = [
    `wallboard_display_data_age_seconds{display="${id}"`,
    `wallboard_display_acknowledgement_latency_seconds_count{display="${id}"} 1`,
    '\nwallboard_history_written_age_seconds ',
  ]
  await expect
    .poll(
      async () => {
        const text = await metricsOf(service)
        return expected.filter((series) => !text.includes(series))
      },
      { timeout: 20_000 },
    )
    .toEqual([])
  return (await metricsOf(service)) + (await clusterSeries())
}

/** The metrics of a node of a cluster. */
async function clusterSeries(): Promise<string> {
  const registry = new Registry()
  addClusterMetrics(
    registry,
    () => clusterStatus,
    () => clusterNow,
  )
  return registry.metrics()
}

/** By the name of a series: its labels, each with its values. */
function seriesOf(text: string): ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>> {
  const series = new Map<string, Map<string, Set<string>>>()
  for (const [, name = '', labels = ''] of text.matchAll(/^((?:wallboard|process)_\w+)(?:\{(.*)\})? /gm)) {
    const valuesOf = series.get(name) ?? new Map<string, Set<string>>()
    series.set(name, valuesOf)
    for (const [, label = '', value = ''] of labels.matchAll(/(\w+)="([^"]*)"/g))
      valuesOf.set(label, (valuesOf.get(label) ?? new Set<string>()).add(value))
  }
  return series
}

/** An expression, and its legend or annotations, which may insert labels. */
interface Rule {
  readonly expr: string
  readonly text: string
}

const Dashboard = z.object({
  panels: z.array(z.object({ targets: z.array(z.object({ expr: z.string(), legendFormat: z.string() })) })),
})

async function rulesOf(file: string): Promise<readonly Rule[]> {
  const content = await operating(file)
  if (file.endsWith('.json'))
    return Dashboard.parse(JSON.parse(content)).panels.flatMap(({ targets }) =>
      targets.map(({ expr, legendFormat }) => ({ expr, text: legendFormat })),
    )
  return content
    .split('- alert:')
    .slice(1)
    .map((alert) => ({ expr: /expr: (.*)/.exec(alert)?.[1] ?? '', text: alert }))
}

/** Series, labels and values of labels that a rule names and that do not exist. */
function missingIn({ expr, text }: Rule, series: ReturnType<typeof seriesOf>): readonly string[] {
  const named = [...expr.matchAll(/((?:wallboard|process)_\w+)(?:\{([^}]*)\})?/g)]
  const lists = [...expr.matchAll(/\b(?:by|without|on|ignoring|group_left|group_right) ?\(([^)]*)\)/g)]
  const inserted = [...text.matchAll(/\{\{ ?(?:\$labels\.)?(\w+) ?\}\}/g)].map(([, label = '']) => label)
  const labels = [...lists.flatMap(([, list = '']) => list.split(/, ?/)), ...inserted]
  // Prometheus itself adds `instance`: the address of the node.
  const known = new Set([
    'instance',
    ...named.flatMap(([, name = '']) => [...(series.get(name)?.keys() ?? [])]),
  ])
  return [
    ...named.flatMap(([, name = '', matchers = '']) => [
      ...(series.has(name) ? [] : [name]),
      ...[...matchers.matchAll(/(\w+)(=~|!=|!~|=)"([^"]*)"/g)].flatMap(
        ([matcher, label = '', operator, value = '']) => {
          const values = series.get(name)?.get(label)
          const exists = operator === '=' ? values?.has(value) : values !== undefined
          return exists === true ? [] : [`${name}{${matcher}}`]
        },
      ),
    ]),
    ...labels.filter((label) => !known.has(label)).map((label) => `${label} in ${expr}`),
  ]
}

describe('docs/operating', () => {
  it.each([
    ['alerts.yaml', 7],
    ['grafana-dashboard.json', 20],
  ])('%s names only series, labels and values that exist', async (file, atLeast) => {
    const series = seriesOf(await everySeries())
    const rules = await rulesOf(file)
    expect(rules.length).toBeGreaterThanOrEqual(atLeast)
    expect(rules.every(({ expr }) => /wallboard_|process_/.test(expr))).toBe(true)
    expect(rules.flatMap((rule) => missingIn(rule, series))).toEqual([])
  })

  it.each([
    ['wallboard_gone > 1', '', 'wallboard_gone'],
    ['sum by (le, gone) (rate(wallboard_flush_size_bytes_bucket[5m]))', '', 'gone in '],
    ['rate(wallboard_flush_size_bytes[5m])', '', 'wallboard_flush_size_bytes'],
    ['wallboard_feeds{freshness="gone"}', '', 'wallboard_feeds{freshness="gone"}'],
    ['wallboard_feeds{gone=~"x|y"}', '', 'wallboard_feeds{gone=~"x|y"}'],
    ['wallboard_clients', '{{gone}}', 'gone in '],
    ['wallboard_clients', 'about {{ $labels.gone }}', 'gone in '],
  ])('the check finds the unknown name in %s %s', (expr, text, missing) => {
    const exposition =
      'wallboard_flush_size_bytes_bucket{le="1"} 0\nwallboard_feeds{freshness="live"} 1\nwallboard_clients 1\n'
    expect(missingIn({ expr, text }, seriesOf(exposition))).toEqual([expect.stringContaining(missing)])
  })

  it('README.md describes every metric, and no other', async () => {
    const exported = new Set((await everySeries()).match(/^# HELP (\S+)/gm)?.map((line) => line.slice(7)))
    const named = new Set((await operating('README.md')).match(/(?:wallboard|process)_\w+/g))
    expect([...named].sort()).toEqual([...exported].sort())
  })
})
