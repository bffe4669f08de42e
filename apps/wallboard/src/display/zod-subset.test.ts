import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Board } from '@wallboard/boards'
import { DisplayIdentity } from '@wallboard/relay/rest/displays'
import { ErrorReply } from '@wallboard/relay/rest/errors'
import { HistoryTrends } from '@wallboard/relay/rest/history-trends'
import { PairingProgress } from '@wallboard/relay/rest/pairing'
import fc from 'fast-check'
import { build } from 'vite'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ServerMessage } from '../../../../packages/relay/src/stream/messages.ts'
import { withoutDescriptions, zodSubset } from '../../build-plugins/schemas.ts'

const source = (path: string) =>
  JSON.stringify(new URL(`../../../../packages/${path}`, import.meta.url).pathname)

/** The same schemas, built with the subset as a display's script is. */
const entry = `
  export { Board } from ${source('boards/src/index.ts')}
  export { DisplayIdentity } from ${source('relay/src/rest/displays.ts')}
  export { ErrorReply } from ${source('relay/src/rest/errors.ts')}
  export { HistoryTrends } from ${source('relay/src/rest/history-trends.ts')}
  export { PairingProgress } from ${source('relay/src/rest/pairing.ts')}
  export { ServerMessage } from ${source('relay/src/stream/messages.ts')}
`

const schemas = { Board, DisplayIdentity, ErrorReply, HistoryTrends, PairingProgress, ServerMessage }

interface Parser {
  readonly safeParse: (value: unknown) => { readonly success: boolean; readonly data?: unknown }
}
const Parsers = z.record(
  z.string(),
  z.custom<Parser>((value) => typeof value === 'object' && value !== null && 'safeParse' in value),
)

/** The parts of a zod schema by which values that match it can be made. */
interface Definition {
  readonly type: string
  readonly shape: Readonly<Record<string, z.core.$ZodType>>
  readonly innerType: z.core.$ZodType
  readonly element: z.core.$ZodType
  readonly options: readonly z.core.$ZodType[]
  readonly entries: Readonly<Record<string, string>>
  readonly values: readonly unknown[]
  readonly pattern?: RegExp
  readonly format?: string
  readonly checks?: readonly { readonly _zod: { readonly def: object } }[]
}

const definitionOf = (schema: z.core.$ZodType) => schema._zod.def as unknown as Definition // by its type below
const limitOf = (checks: readonly object[], check: string, fallback: number): number => {
  const found = checks.find((each) => 'check' in each && each.check === check)
  return Object.entries(found ?? {}).reduce(
    (limit, [, value]) => (typeof value === 'number' ? value : limit),
    fallback,
  )
}

/** Rows, points, reasons and alerts, which schemas check by functions. */
const customValues = {
  lists: [[], [{ id: '1', asOf: 1, calls: 2 }], [{ id: 1 }], { code: 'evicted' }],
  items: [
    [1, 2, 3],
    [1, 2, 3.5],
    [1, 2, null],
    [1, 2],
  ],
}

/** Most of these values match the schema. */
function valuesFor(schema: z.core.$ZodType, isItem = false): fc.Arbitrary<unknown> {
  const definition = definitionOf(schema)
  const checks = (definition.checks ?? []).map(({ _zod }) => _zod.def)
  switch (definition.type) {
    case 'object': {
      const fields = Object.entries(definition.shape)
      const requiredKeys = fields.filter(([, { _zod }]) => _zod.optin === undefined).map(([name]) => name)
      return fc.record(Object.fromEntries(fields.map(([name, field]) => [name, valuesFor(field)])), {
        requiredKeys,
        noNullPrototype: true,
      })
    }
    case 'array':
      return fc.array(valuesFor(definition.element, true), {
        minLength: limitOf(checks, 'min_length', 0),
        maxLength: Math.max(2, limitOf(checks, 'min_length', 0)),
      })
    case 'string': {
      if (definition.format === 'datetime')
        return fc.constantFrom('2028-02-29T23:59:59.5Z', '2026-11-27T10:00:00+05:30', '2026-02-29T10:00:00Z')
      const [pattern] = checks.flatMap((check) =>
        'pattern' in check && check.pattern instanceof RegExp ? [check.pattern] : [],
      )
      return pattern === undefined
        ? fc.string({ minLength: limitOf(checks, 'min_length', 0), maxLength: 6 })
        : fc.stringMatching(pattern)
    }
    case 'number': {
      const range = {
        min: limitOf(checks, 'greater_than', -1e6),
        max: limitOf(checks, 'less_than', 1e6),
      }
      return definition.format === 'safeint'
        ? fc.integer(range)
        : fc.oneof(
            fc.integer({ min: Math.ceil(range.min), max: range.max }),
            fc.double({ ...range, noNaN: true }),
          )
    }
    case 'optional':
    case 'readonly':
      return valuesFor(definition.innerType)
    case 'nullable':
      return fc.option(valuesFor(definition.innerType))
    case 'union':
      return fc.oneof(...definition.options.map((option) => valuesFor(option)))
    case 'enum':
      return fc.constantFrom(...Object.values(definition.entries))
    case 'literal':
      return fc.constantFrom(...definition.values)
    case 'boolean':
      return fc.boolean()
    case 'unknown':
      return fc.jsonValue()
    case 'custom':
      return fc.constantFrom(...(isItem ? customValues.items : customValues.lists))
    default:
      throw new Error(`the test generates no values of the type ${definition.type}`)
  }
}

const oddValues: readonly unknown[] = [
  ...[null, undefined, true, 'text', '', '  padded  ', 'x'.repeat(65), 'x'.repeat(400), '24:00', '07:30'],
  ...[0, -1, 0.5, 7, NaN, Infinity, 2 ** 53, 1e9, [], {}, [null], { code: 'text' }, Array(501).fill('1')],
  ...['2026-13-01T00:00:00Z', '2026-02-30T10:00:00Z', '2026-11-27T10:00', 'all', 'warn', 'evicted'],
]

/** A change of one place in a value: of the field or item that `path` reaches, modulo what there is. */
function changed(
  value: unknown,
  path: readonly number[],
  odd: unknown,
  kind: 'set' | 'remove' | 'add',
): unknown {
  const [step, ...rest] = path
  if (step === undefined || typeof value !== 'object' || value === null) return odd
  const entries = Object.entries<unknown>({ ...value })
  if (rest.length === 0 && kind === 'add') entries.push(['further', odd])
  else if (entries.length === 0) return odd
  else {
    const at = step % entries.length
    const [name, field] = entries[at] ?? ['', undefined]
    if (rest.length === 0 && kind === 'remove') entries.splice(at, 1)
    else entries[at] = [name, changed(field, rest, odd, kind)]
  }
  return Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries)
}

describe('the subset of zod on a display', () => {
  let parsers: Readonly<Record<string, Parser>> = {}

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'zod-subset-'))
    await build({
      configFile: false,
      logLevel: 'silent',
      plugins: [
        zodSubset,
        withoutDescriptions,
        {
          name: 'entry',
          resolveId: (id) => (id.endsWith('schemas-of-a-display') ? '\0entry' : undefined),
          load: (id) => (id === '\0entry' ? entry : undefined),
        },
      ],
      build: {
        outDir: folder,
        lib: { entry: 'schemas-of-a-display', formats: ['es'], fileName: () => 'schemas.mjs' },
      },
    })
    const built = join(folder, 'schemas.mjs')
    expect(await readFile(built, 'utf8')).not.toContain('_zod')
    parsers = Parsers.parse({ ...(await import(built)) })
    await rm(folder, { recursive: true })
  })

  it.each(Object.entries(schemas))(
    'accepts and rejects the same values of %s, and returns equal ones',
    (name, schema) => {
      const outcomes = { accepted: 0, rejected: 0 }
      const change = fc.tuple(
        fc.array(fc.nat(40), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...oddValues),
        fc.constantFrom('set' as const, 'remove' as const, 'add' as const),
      )
      fc.assert(
        fc.property(valuesFor(schema), fc.option(change), (valid, near) => {
          const value = near === null ? valid : changed(valid, ...near)
          const expected = schema.safeParse(structuredClone(value))
          const actual = parsers[name]?.safeParse(value)
          outcomes[expected.success ? 'accepted' : 'rejected'] += 1
          expect(actual?.success).toBe(expected.success)
          if (expected.success) expect(actual?.data).toStrictEqual(expected.data)
        }),
        { numRuns: 600 },
      )
      expect(outcomes.accepted).toBeGreaterThan(20)
      expect(outcomes.rejected).toBeGreaterThan(20)
    },
  )
})
