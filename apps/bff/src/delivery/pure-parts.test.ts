import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressFault, mayConnect } from './address-check.ts'
import { ungrouped } from './alert-notice.ts'
import { afterAttempt, failedOnce, type AttemptResult } from './attempt-state.ts'
import { allowing, facts, noticeOf, signingKey } from './delivery-fixture.ts'
import { slackBody, teamsBody, webhookBody } from './payloads.ts'
import { parseRetryAfter } from './retry-after.ts'
import { signedHeaders, ulid } from './signature.ts'

const options = { publicUrl: 'https://wallboard.example', timeZone: 'UTC', showsNames: false }

describe(signedHeaders, () => {
  it('[case R33] signs as Standard Webhooks does, with one signature for each key', () => {
    const [id, body] = ['msg_p5jXN8AQM9LWM0D4loKWxJek', '{"test": 2432232314}']
    const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    expect(signedHeaders(id, 1_614_265_330, body, [signingKey])).toEqual({
      'webhook-id': id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': signature,
    })
    const other = `whsec_${Buffer.alloc(32, 1).toString('base64')}`
    const both = signedHeaders(id, 1_614_265_330, body, [other, signingKey])['webhook-signature'].split(' ')
    expect(both).toHaveLength(2)
    expect(both[1]).toBe(signature)
  })
})

describe(ulid, () => {
  it('sorts by time and has 26 characters', () => {
    expect(ulid(1_469_918_176_385, () => new Uint8Array(10))).toBe('01ARYZ6S410000000000000000')
    expect(ulid(1) < ulid(2)).toBe(true)
  })
})

describe('the address check', () => {
  const url = new URL('https://hooks.example.com/x')
  const reaches = (address: string, ...allow: string[]) => mayConnect(url, address, allowing(...allow))

  it.each([
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '169.254.169.254', '172.16.0.1', '192.168.1.1'],
    ...['192.0.0.1', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '240.0.0.1'],
    ...['255.255.255.255', '::', '::1', '::ffff:10.0.0.1', '::ffff:127.0.0.1', '::10.0.0.1', 'fc00::1'],
    ...['fd12::1', 'fe80::1', 'fec0::1', 'ff02::1', '64:ff9b::a00:1', '2001:db8::1', '2002:a00:1::1'],
    ...['2001::1', '100::1', '4000::1', 'fe80::1%eth0', '10.1', 'nothing', ''],
  ])('refuses %s', (address) => {
    expect(reaches(address)).toBe(false)
  })

  it.each(['8.8.8.8', '1.1.1.1', '2606:4700::1111', '::ffff:8.8.8.8'])('allows %s', (address) => {
    expect(reaches(address)).toBe(true)
  })

  it('allows what WEBHOOK_ALLOW lists, with a port only that port', () => {
    expect(reaches('10.1.2.3', '10.1.0.0/16')).toBe(true)
    expect(reaches('10.2.2.3', '10.1.0.0/16')).toBe(false)
    expect(reaches('::ffff:10.1.2.3', '10.1.0.0/16')).toBe(true)
    expect(reaches('10.1.2.3', 'hooks.example.com')).toBe(true)
    expect(reaches('10.1.2.3', 'other.example.com')).toBe(false)
    expect(reaches('10.1.2.3', '10.1.2.3:8443')).toBe(false)
    expect(mayConnect(new URL('https://a.example:8443'), '10.1.2.3', allowing('10.1.2.3:8443'))).toBe(true)
    expect(mayConnect(new URL('https://a.example:8443'), '8.8.8.8', [])).toBe(false)
    expect(mayConnect(new URL('http://a.example'), '8.8.8.8', [])).toBe(false)
    expect(reaches('fd00::7', '[fd00::]/8')).toBe(true)
    expect(allowing('10.0.0.0/33', 'a b', 'http://x', '', 'x:0', '10.1', '1.2.3.4/8/8')).toEqual([])
  })

  it.each([
    ['', 'not-an-address'],
    ['hooks.example.com', 'not-an-address'],
    ['https://', 'not-an-address'],
    ['ftp://hooks.example.com', 'not-https'],
    ['http://hooks.example.com', 'not-https'],
    ['https://ann:secret@hooks.example.com', 'user-info'],
    ['https://ann@hooks.example.com', 'user-info'],
    ['https://hooks.example.com:8443', 'port'],
    ['https://127.0.0.1', 'not-public'],
    ['https://2130706433', 'not-public'],
    ['https://0x7f.1', 'not-public'],
    ['https://[::1]', 'not-public'],
    ['https://[::ffff:7f00:1]', 'not-public'],
    ['https://hooks.example.com/x', undefined],
    ['https://8.8.8.8/x', undefined],
  ])('of %j finds %s', (text, fault) => {
    expect(addressFault(text, [])).toBe(fault)
  })

  it('accepts another port and http where a subnet is listed, and leaves the decision to the connection', () => {
    expect(addressFault('http://intra.example:9000', allowing('10.0.0.0/8'))).toBeUndefined()
    expect(addressFault('http://127.0.0.1:9000', allowing('127.0.0.1:9000'))).toBeUndefined()
    expect(addressFault('http://127.0.0.1:9001', allowing('127.0.0.1:9000'))).toBe('not-https')
  })
})

const context = { attempts: 1, firstAttemptAt: 0, queuedAt: 0, now: 100, random: 0.5 }
const answered = (code: number, retryAfterMs?: number): AttemptResult => ({
  ...{ type: 'answered', status: code, retryAfterMs, response: '' },
})

describe(afterAttempt, () => {
  it('makes attempts at 0, 5, 30 s, 2 and 10 min, a fifth earlier or later', () => {
    const at = (attempts: number, random: number) =>
      afterAttempt(answered(500), { ...context, attempts, random })
    expect([1, 2, 3, 4].map((attempts) => at(attempts, 0.5))).toMatchObject([
      { at: 5_000 },
      { at: 30_000 },
      { at: 120_000 },
      { at: 600_000 },
    ])
    expect([at(4, 0), at(4, 1)]).toMatchObject([{ at: 480_000 }, { at: 720_000 }])
    expect(at(5, 0.5)).toEqual({ type: 'failed', fault: 'status', switchesOff: false })
  })

  it.each([200, 201, 204, 299])('takes %s for success', (code) => {
    expect(afterAttempt(answered(code), context)).toEqual({ type: 'delivered' })
  })

  it.each([408, 425, 429, 500, 502, 503, 599])('retries %s', (code) => {
    expect(afterAttempt(answered(code), context)).toMatchObject({ type: 'retry', fault: 'status' })
  })

  it.each([301, 302, 307, 400, 401, 403, 404, 422, 600])('does not retry %s', (code) => {
    expect(afterAttempt(answered(code), context)).toMatchObject({ type: 'failed', switchesOff: false })
  })

  it('switches the channel off on 410', () => {
    expect(afterAttempt(answered(410), context)).toEqual({ type: 'failed', fault: 'gone', switchesOff: true })
  })

  it('obeys Retry-After up to ten minutes, and no later than news is news', () => {
    expect(afterAttempt(answered(429, 60_000), context)).toMatchObject({ at: 60_100 })
    expect(afterAttempt(answered(503, 3_600_000), context)).toMatchObject({ at: 600_100 })
    expect(afterAttempt(answered(429, 600_000), { ...context, now: 400_000 })).toMatchObject({
      type: 'failed',
    })
    expect(parseRetryAfter('120', 0)).toBe(120_000)
    expect(parseRetryAfter('Thu, 26 Nov 2026 10:40:10 GMT', Date.UTC(2026, 10, 26, 10, 40))).toBe(10_000)
    expect(parseRetryAfter('soon', 0)).toBeUndefined()
  })

  it('never plans an attempt before now or later than 15 minutes after the notice was queued', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.nat(900_000),
        fc.nat(900_000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.option(fc.nat(7_200_000), { nil: undefined }),
        fc.integer({ min: 100, max: 699 }),
        (attempts, firstAttemptAt, later, random, retryAfterMs, code) => {
          const now = firstAttemptAt + later
          const decision = afterAttempt(answered(code, retryAfterMs), {
            ...{ attempts, firstAttemptAt, queuedAt: 0, now, random },
          })
          if (decision.type !== 'retry') return
          expect(decision.at).toBeGreaterThan(now)
          expect(decision.at).toBeLessThanOrEqual(900_000)
        },
      ),
    )
  })
})

describe(failedOnce, () => {
  it('switches off after 20 failures in a row over a day, not earlier', () => {
    const day = 24 * 3_600_000
    expect(failedOnce({ count: 0, since: null }, 5)).toEqual({ count: 1, since: 5, offReason: null })
    expect(failedOnce({ count: 19, since: 0 }, day - 1).offReason).toBeNull()
    expect(failedOnce({ count: 18, since: 0 }, day).offReason).toBeNull()
    expect(failedOnce({ count: 19, since: 0 }, day).offReason).toBe('failing')
  })
})

describe('the bodies', () => {
  it('of a webhook has the fields of the specification', () => {
    expect(JSON.parse(webhookBody(noticeOf('1'), options))).toEqual({
      type: 'alert.firing',
      timestamp: '2026-11-26T10:40:05.000Z',
      data: {
        ...{ alertId: 'a1', dedupKey: 'r7:queue:12', level: 'critical', domain: 'Acme' },
        rule: { id: 'r7', name: 'Longest wait', revision: 3 },
        entity: { kind: 'queue', id: '12', name: 'Renewals' },
        ...{ metric: 'currentLongestQueueTime', value: 301_000, unit: 'ms', limit: 300_000 },
        ...{ since: '2026-11-26T10:40:05.000Z', by: null, url: 'https://wallboard.example/queues/12' },
      },
    })
  })

  it('of Slack and Teams say the same in words, with a link', () => {
    const slack = slackBody(noticeOf('1'), options)
    expect(JSON.parse(slack)).toMatchObject({
      text: '■ Renewals: longest wait 5:01',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: '■ Renewals: longest wait 5:01' } },
        { type: 'section', text: { text: 'Critical · limit 5:00 · since 10:40 · rule Longest wait · Acme' } },
        { type: 'section', text: { type: 'mrkdwn', text: '<https://wallboard.example/queues/12|Open>' } },
      ],
    })
    const [attachment] = (JSON.parse(teamsBody(noticeOf('1'), options)) as { attachments: unknown[] })
      .attachments
    expect(attachment).toMatchObject({
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: {
        ...{ type: 'AdaptiveCard', version: '1.2', msteams: { width: 'full' } },
        body: [
          { type: 'RichTextBlock', inlines: [{ text: '■ Renewals: longest wait 5:01', color: 'Attention' }] },
          { type: 'RichTextBlock' },
        ],
        actions: [{ type: 'Action.OpenUrl', url: 'https://wallboard.example/queues/12' }],
      },
    })
  })

  it('defuse markup in names: no mention, no link, no Markdown, no line break', () => {
    const name = '<!channel> *a* [x](http://evil) & <http://evil|y>\n\u202Eevil\u0000 <at>Bob</at> :bomb:'
    const notice = noticeOf('1', 'alert.firing', {
      alert: facts('a', { entity: { kind: 'queue', id: '1', name } }),
    })
    const slack = slackBody(notice, options)
    expect(slack).not.toMatch(/<(?!https:\/\/wallboard\.example\/)/)
    expect(JSON.parse(slack)).toMatchObject({ mrkdwn: false, blocks: [{ text: { emoji: false } }, {}, {}] })
    const markdown = JSON.stringify(JSON.parse(teamsBody(notice, options))).match(/"TextBlock"|"FactSet"/)
    expect(markdown).toBeNull()
    for (const body of [slack, teamsBody(notice, options), webhookBody(notice, options)])
      expect(body).not.toMatch(/\\n\\u202E|\u202E|\\u0000/)
  })

  it('contain names of people only where they are allowed', () => {
    const person = facts('a', { entity: { kind: 'agent', id: '7', name: 'Jane Roe' }, by: 'jane.roe' })
    const notice = noticeOf('1', 'alert.acknowledged', { alert: person })
    for (const body of [webhookBody, slackBody, teamsBody]) {
      expect(body(notice, options)).not.toMatch(/jane/i)
      expect(body(notice, { ...options, showsNames: true })).toMatch(
        /Jane Roe.*jane\.roe|jane\.roe.*Jane Roe/s,
      )
    }
  })

  it('stay below the limits of the receivers, whatever the names', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom('&'.repeat(5_000), '😀'.repeat(4_000), '"\\'.repeat(4_000), ''),
    )
    const alert = fc
      .tuple(text, text, text, text, fc.constantFrom('queue', 'agent', 'group'))
      .map(([name, rule, domain, label, kind]) =>
        facts(rule, {
          ...{ domain, label, rule: { id: rule, name: rule, revision: 1 }, by: name, path: `/${label}` },
          ...{ dedupKey: rule, metric: label, entity: { kind: kind, id: name, name } },
        }),
      )
    fc.assert(
      fc.property(
        fc.array(alert, { minLength: 1, maxLength: 18 }),
        fc.boolean(),
        ([first, ...also], showsNames) => {
          const notice = noticeOf('1', 'alert.firing', { alert: first ?? facts(), also })
          const all = { ...options, showsNames }
          expect(Buffer.byteLength(webhookBody(notice, all))).toBeLessThan(20_000)
          expect(Buffer.byteLength(teamsBody(notice, all))).toBeLessThan(28_000)
          const slack = JSON.parse(slackBody(notice, all)) as { blocks: { text: { text: string } }[] }
          const [header = 0, ...sections] = slack.blocks.map((block) => block.text.text.length)
          expect(header).toBeLessThanOrEqual(150)
          expect(Math.max(...sections)).toBeLessThanOrEqual(3_000)
          expect(slack.blocks.every((block) => block.text.text !== '')).toBe(true)
        },
      ),
      { numRuns: 20 },
    )
  })

  it('have the name of the domain where it is known', () => {
    const named = { ...options, domainNames: new Map([['7', 'Acme Support']]) }
    const notice = noticeOf('1', 'alert.firing', { alert: facts('a', { domain: '7' }) })
    expect(webhookBody(notice, named)).toContain('"domain":"Acme Support"')
    expect(slackBody(notice, named)).toContain('Acme Support')
    expect(webhookBody(notice, options)).toContain('"domain":"7"')
  })

  it('list a group in one message', () => {
    const notice = noticeOf('01J', 'alert.firing', { also: [facts('b'), facts('c')] })
    expect(JSON.parse(slackBody(notice, options))).toMatchObject({ text: '■ 3 alarms: Longest wait' })
    const { data } = JSON.parse(webhookBody(notice, options)) as {
      data: { alertId: string; total: number; alerts: { alertId: string }[] }
    }
    expect([data.alertId, data.total, data.alerts.map(({ alertId }) => alertId)]).toEqual([
      ...['a1', 3],
      ['a1', 'b', 'c'],
    ])
    const [first] = data.alerts
    const { data: alone } = JSON.parse(webhookBody(noticeOf('01J'), options)) as { data: object }
    expect(first).toEqual(alone)
    expect(ungrouped(notice).map(({ id, alert }) => [id, alert.alertId])).toEqual([
      ['01J', 'a1'],
      ['01J_2', 'b'],
      ['01J_3', 'c'],
    ])
  })
})
