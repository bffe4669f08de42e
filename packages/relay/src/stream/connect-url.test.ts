import { DataSource } from '@wallboard/five9/identifiers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { connectUrl, createConnectUrlParser, relayVersion, wholeView, type Subscription } from '../index.ts'

const parse = createConnectUrlParser()

const name = fc.string({ minLength: 1, maxLength: 64, unit: 'grapheme' }).filter((text) => text.length <= 64)
const ids = fc.oneof(fc.constant('all' as const), fc.array(name, { maxLength: 5 }))
const seq = fc.nat()
const subscription: fc.Arbitrary<Subscription> = fc.record(
  {
    version: fc.constant(relayVersion),
    view: fc.record({
      pace: fc.constantFrom('wall', 'desk'),
      sources: fc.array(fc.constantFrom(...Object.values(DataSource)), { minLength: 1, maxLength: 5 }),
      queueIds: ids,
      agents: fc.record({ queueIds: ids, fields: ids, areNamed: fc.boolean() }),
    }),
    inflates: fc.boolean(),
    resume: fc.record({ epoch: fc.string({ maxLength: 64 }), seq }),
  },
  { requiredKeys: ['version', 'view'] },
)

describe(connectUrl, () => {
  it('[R1] carries the kind of client and its subscription', () => {
    const own = {
      version: relayVersion,
      view: wholeView('desk', ['ACD_STATUS', 'AGENT_STATE']),
      inflates: true,
      resume: { epoch: 'e f', seq: 7 },
    } as const
    for (const role of ['person', 'display'] as const)
      expect(parse(connectUrl(role, own))).toEqual({
        role,
        subscription: { ok: true, message: own },
      })
  })

  it('[R1] carries every valid subscription unchanged, whatever characters its names have', () => {
    fc.assert(
      fc.property(subscription, fc.constantFrom('person' as const, 'display' as const), (own, role) => {
        const target = connectUrl(role, own)
        expect(target).toMatch(/^[!-~]+$/) // a valid HTTP request target
        expect(parse(target)).toEqual({ role, subscription: { ok: true, message: own } })
      }),
    )
  })
})

describe(createConnectUrlParser, () => {
  it('[R1] reads no subscription from any other address, and never throws', () => {
    const many = Array.from({ length: 10 }, () => 'ACD_STATUS' as const)
    const tooMuch = connectUrl('person', { version: relayVersion, view: wholeView('wall', many) })
    for (const target of [
      '/api/live',
      '/api/live?',
      '/api/live?subscribe',
      '/api/live?subscribe=%zz',
      '/api/live??',
      tooMuch,
    ])
      expect(parse(target)?.subscription.ok).toBe(false)
    for (const target of ['', '/', '//', '*', '/api/livelier', '/api/live/', 'http://'])
      expect(parse(target)).toBeUndefined()
  })

  it('[R1] never throws for any text', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }).map((query) => `/api/live?${query}`),
      fc.json().map((json) => `/api/live?as=display&subscribe=${json}`),
    )
    fc.assert(
      fc.property(text, (target) => {
        expect(parse(target)?.subscription.ok ?? false).toBe(false)
      }),
    )
  })

  it.each([
    ['no data source', { sources: [] }],
    ['an unknown data source', { sources: ['PASSWORDS'] }],
    ['an unknown pace', { pace: 'now' }],
    ['an empty id', { queueIds: [''] }],
    ['an id of more than 64 characters', { queueIds: ['9'.repeat(65)] }],
    ['more than 1,000 ids', { queueIds: Array.from({ length: 1_001 }, (_, index) => `${index}`) }],
    ['a field more', { customers: 'all' }],
  ])('[R1] refuses a view spec with %s', (_case, part) => {
    const view = { ...wholeView('wall', ['ACD_STATUS']), ...part }
    const json = encodeURIComponent(JSON.stringify({ version: relayVersion, view }))
    expect(parse(`/api/live?as=person&subscribe=${json}`)?.subscription.ok).toBe(false)
  })

  it('[R8] reads the version of a client of another version, whatever else it sends', () => {
    const other = { version: 9, view: wholeView('wall', ['ACD_STATUS']), zoom: 1 }
    expect(parse(connectUrl('display', other))).toMatchObject({
      subscription: { ok: true, message: { version: 9 } },
    })
  })

  it('parses the address of each board once for all displays that connect, in any order', () => {
    const parse = createConnectUrlParser()
    const targetOf = (board: number) =>
      connectUrl('display', {
        version: relayVersion,
        view: { ...wholeView('wall', ['ACD_STATUS']), queueIds: [`${board}`] },
      })
    const boards = Array.from({ length: 20 }, (_, board) => board)
    const first = boards.map((board) => parse(targetOf(board)))
    for (let display = 0; display < 50; display += 1)
      for (const board of boards) expect(parse(targetOf(board))).toBe(first[board])
    expect(first[3]).toMatchObject({ subscription: { message: { view: { queueIds: ['3'] } } } })
    expect(createConnectUrlParser()(targetOf(0))).not.toBe(first[0])
  })

  it('forgets the oldest addresses, and remembers none that is long', () => {
    const parse = createConnectUrlParser()
    const targetOf = (id: string) =>
      connectUrl('display', { version: relayVersion, view: wholeView('wall', ['ACD_STATUS']) }, id)
    const first = parse(targetOf('0'))
    for (let other = 1; other < 512; other += 1) parse(targetOf(`${other}`))
    expect(parse(targetOf('0'))).toBe(first)
    parse(targetOf('one more'))
    expect(parse(targetOf('0'))).not.toBe(first)
    const long = targetOf('x'.repeat(5_000))
    expect(parse(long)).not.toBe(parse(long))
    expect(parse('/elsewhere')).toBeUndefined()
  })
})
