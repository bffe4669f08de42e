import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Service } from '../src/app/service.ts'
import { connect, signIn, start, user } from './bff-fixture.ts'
import { call, pair, watch } from './display-fixture.ts'

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

/** Pairs a display that has painted what it was sent, and said how old that is. */
async function paintingDisplay(service: Service, name?: string) {
  const { desk, screen, id } = await pair(service, name)
  const glass = watch(service, screen)
  await expect.poll(() => glass.last('snapshot')).toBeDefined()
  glass.acknowledge()
  glass.socket.send(JSON.stringify({ type: 'report', report }))
  return { desk, id, glass }
}

describe('/metrics', () => {
  it('is there for nobody while no token is set', async () => {
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

  it('tells a Prometheus with the token how the feeds stand, and names neither queue nor person', async () => {
    const { service, simulator } = await start({}, { METRICS_TOKEN: token })
    const { cookie } = await signIn(service)
    connect(service, cookie)
    await paintingDisplay(service, 'Door')
    await expect.poll(() => metricsOf(service)).toContain('wallboard_feeds{condition="live"} 1')
    await expect
      .poll(() => metricsOf(service))
      .toMatch(/^wallboard_painted_acknowledgement_seconds_count ([2-9]|\d\d)/m)
    const text = await metricsOf(service)
    expect(text).toMatch(/^wallboard_figures_age_seconds \d/m)
    expect(text).toMatch(/^wallboard_event_loop_delay_seconds\{quantile="0.99"\} \d/m)
    for (const { name } of simulator.truth().queues) expect(text).not.toContain(name)
    expect(text).not.toContain('Door')
    expect(text).not.toContain(user.username)
  })

  it('tells of each display by its id what it paints, and of none that was removed', async () => {
    const { service } = await start({}, { METRICS_TOKEN: token })
    const { desk, id, glass } = await paintingDisplay(service)
    await expect
      .poll(() => metricsOf(service))
      .toContain(`wallboard_display_painted_age_seconds{display="${id}"} 0.4\n`)
    await expect
      .poll(() => metricsOf(service))
      .toContain(`wallboard_display_painted_acknowledgement_seconds_count{display="${id}"} 1\n`)
    expect((await call(service, 'DELETE', `/api/displays/${id}`, desk)).status).toBe(204)
    expect(await glass.closed).toBe(4401)
    expect(await metricsOf(service)).not.toContain(id)
  })

  it('counts a snapshot by why it was sent', async () => {
    const { service } = await start({}, { METRICS_TOKEN: token })
    const { desk, id, glass } = await paintingDisplay(service)
    glass.socket.send(JSON.stringify({ type: 'resync' }))
    await expect.poll(() => metricsOf(service)).toContain('wallboard_snapshots_total{reason="asked"} 1\n')
    expect((await call(service, 'PATCH', `/api/displays/${id}`, desk, { name: 'Window' })).status).toBe(204)
    await expect.poll(() => metricsOf(service)).toContain('wallboard_snapshots_total{reason="view"} 1\n')
    expect(await metricsOf(service)).toContain('wallboard_snapshots_total{reason="joined"} 1\n')
  })
})

describe('/debug/latency', () => {
  const open = async (service: Service, cookie = '') => call(service, 'GET', '/debug/latency', cookie)

  it('is for nobody who is signed out', async () => {
    const { service } = await start({}, { ADMIN_USERS: user.username })
    expect(await open(service)).toMatchObject({
      status: 401,
      text: '{"error":{"code":"signed-out","message":"You are signed out. Sign in again."}}',
    })
  })

  it('tells a user who is no administrator that the server does not name them', async () => {
    const { service } = await start({}, { ADMIN_USERS: 'somebody@else.test' })
    const { cookie } = await signIn(service)
    expect(await open(service, cookie)).toMatchObject({
      status: 403,
      text: expect.stringContaining(`{"reason":"not-listed","username":"${user.username}"}`) as string,
    })
  })

  it('tells a user of a server without administrators what to set', async () => {
    const { service } = await start()
    const { cookie } = await signIn(service)
    expect(await open(service, cookie)).toMatchObject({
      status: 403,
      text: expect.stringContaining(`{"reason":"no-admins","username":"${user.username}"}`) as string,
    })
  })

  it('takes names in any case, as Five9 does', async () => {
    const { service } = await start({}, { ADMIN_USERS: `ann@else.test, ${user.username.toUpperCase()} ` })
    expect((await open(service, (await signIn(service)).cookie)).status).toBe(200)
  })

  it('is for the house user where nobody is named', async () => {
    const house = { FIVE9_USERNAME: user.username, FIVE9_PASSWORD: user.password }
    const { service } = await start({}, house)
    expect((await open(service, (await signIn(service)).cookie)).status).toBe(200)
    const { service: other } = await start({}, { ...house, ADMIN_USERS: 'somebody@else.test' })
    expect((await open(other, (await signIn(other)).cookie)).status).toBe(403)
  })

  it('shows each screen with its name, which cannot become markup', async () => {
    const { service } = await start({}, { ADMIN_USERS: user.username })
    const { desk, id } = await paintingDisplay(service, '<script>alert(1)</script>')
    connect(service, desk)
    await expect.poll(async () => (await open(service, desk)).text).toContain(`${user.username} <small>desk`)
    const { text } = await open(service, desk)
    expect(text).toContain(`&lt;script&gt;alert(1)&lt;/script&gt; <small>display ${id}</small>`)
    expect(text).not.toContain('<script')
  })

  it('brings its style along, and the server’s policy lets it', async () => {
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

/** The text of `/metrics` of a server on which every series that there can be has begun. */
async function everySeries(): Promise<string> {
  const { service } = await start({}, { METRICS_TOKEN: token })
  const { id } = await paintingDisplay(service)
  const begun = [
    `wallboard_display_painted_age_seconds{display="${id}"`,
    `wallboard_display_painted_acknowledgement_seconds_count{display="${id}"} 1`,
  ]
  await expect
    .poll(async () => {
      const text = await metricsOf(service)
      return begun.filter((series) => !text.includes(series))
    })
    .toEqual([])
  return metricsOf(service)
}

/** By the name of a series, what each of its labels can be. */
function seriesOf(text: string): ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>> {
  const series = new Map<string, Map<string, Set<string>>>()
  for (const [, name = '', labels = ''] of text.matchAll(/^(wallboard_\w+)(?:\{(.*)\})? /gm)) {
    const known = series.get(name) ?? new Map<string, Set<string>>()
    series.set(name, known)
    for (const [, label = '', value = ''] of labels.matchAll(/(\w+)="([^"]*)"/g))
      known.set(label, (known.get(label) ?? new Set<string>()).add(value))
  }
  return series
}

/** An expression, and the text beside it that may put labels in. */
interface Rule {
  readonly expr: string
  readonly words: string
}

const Dashboard = z.object({
  panels: z.array(z.object({ targets: z.array(z.object({ expr: z.string(), legendFormat: z.string() })) })),
})

async function rulesOf(file: string): Promise<readonly Rule[]> {
  const text = await operating(file)
  if (file.endsWith('.json'))
    return Dashboard.parse(JSON.parse(text)).panels.flatMap(({ targets }) =>
      targets.map(({ expr, legendFormat }) => ({ expr, words: legendFormat })),
    )
  return text
    .split('- alert:')
    .slice(1)
    .map((alert) => ({ expr: /expr: (.*)/.exec(alert)?.[1] ?? '', words: alert }))
}

/** What a rule names that is not there: series, labels of them, and values of those labels. */
function missingIn({ expr, words }: Rule, series: ReturnType<typeof seriesOf>): readonly string[] {
  const named = [...expr.matchAll(/(wallboard_\w+)(?:\{([^}]*)\})?/g)]
  const lists = [...expr.matchAll(/\b(?:by|without|on|ignoring|group_left|group_right) ?\(([^)]*)\)/g)]
  const inserted = [...words.matchAll(/\{\{ ?(?:\$labels\.)?(\w+) ?\}\}/g)].map(([, label = '']) => label)
  const told = [...lists.flatMap(([, list = '']) => list.split(/, ?/)), ...inserted]
  const known = new Set(named.flatMap(([, name = '']) => [...(series.get(name)?.keys() ?? [])]))
  return [
    ...named.flatMap(([, name = '', matchers = '']) => [
      ...(series.has(name) ? [] : [name]),
      ...[...matchers.matchAll(/(\w+)(=~|!=|!~|=)"([^"]*)"/g)].flatMap(
        ([matcher, label = '', operator, value = '']) => {
          const values = series.get(name)?.get(label)
          const isThere = operator === '=' ? values?.has(value) : values !== undefined
          return isThere === true ? [] : [`${name}{${matcher}}`]
        },
      ),
    ]),
    ...told.filter((label) => !known.has(label)).map((label) => `${label} in ${expr}`),
  ]
}

describe('what operators are given', () => {
  it.each([
    ['alerts.yaml', 7],
    ['grafana-dashboard.json', 20],
  ])('%s names series, labels and values that there are', async (file, atLeast) => {
    const series = seriesOf(await everySeries())
    const rules = await rulesOf(file)
    expect(rules.length).toBeGreaterThanOrEqual(atLeast)
    expect(rules.every(({ expr }) => expr.includes('wallboard_'))).toBe(true)
    expect(rules.flatMap((rule) => missingIn(rule, series))).toEqual([])
  })

  it.each([
    ['wallboard_gone > 1', '', 'wallboard_gone'],
    ['sum by (le, gone) (rate(wallboard_flush_bytes_bucket[5m]))', '', 'gone in '],
    ['rate(wallboard_flush_bytes[5m])', '', 'wallboard_flush_bytes'],
    ['wallboard_feeds{condition="gone"}', '', 'wallboard_feeds{condition="gone"}'],
    ['wallboard_feeds{gone=~"x|y"}', '', 'wallboard_feeds{gone=~"x|y"}'],
    ['wallboard_screens', '{{gone}}', 'gone in '],
    ['wallboard_screens', 'about {{ $labels.gone }}', 'gone in '],
  ])('a name that is not there is found in %s %s', (expr, words, missing) => {
    const text =
      'wallboard_flush_bytes_bucket{le="1"} 0\nwallboard_feeds{condition="live"} 1\nwallboard_screens 1\n'
    expect(missingIn({ expr, words }, seriesOf(text))).toEqual([expect.stringContaining(missing)])
  })

  it('README.md tells of every metric, and of none that there is not', async () => {
    const told = new Set((await everySeries()).match(/^# HELP (\S+)/gm)?.map((line) => line.slice(7)))
    const named = new Set((await operating('README.md')).match(/wallboard_\w+/g))
    expect([...named].sort()).toEqual([...told].sort())
  })
})
