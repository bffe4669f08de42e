/**
 * The part of `zod/mini` that schemas on a display use, in a twelfth of its size: the build of the display puts this module in the
 * place of `zod/mini` (`build-plugins/schemas.ts`). It accepts and rejects the same values and returns equal ones, which
 * `zod-subset.test.ts` compares with zod. Schemas are written and typed with zod; messages of issues are shorter here.
 */

/** Why a value does not match, and where. */
class Mismatch {
  declare readonly message: string
  declare readonly path: readonly string[]

  constructor(message: string, path: readonly string[] = []) {
    this.message = message
    this.path = path
  }
}

/** Returns the value of the schema, or why the input does not match it. */
type Read = (input: unknown) => unknown
/** Reads a value that matches the type of a schema already: a limit, a pattern or a change such as `trim`. */
type Check = (value: never) => unknown

interface Issue {
  readonly path: readonly string[]
  readonly message: string
}
type Result =
  | { readonly success: true; readonly data: unknown }
  | { readonly success: false; readonly error: { readonly issues: readonly Issue[] } }

interface Schema {
  readonly read: Read
  /** An object may leave out a field of this schema. */
  readonly isOptional: boolean
  /** The values that a literal or an enumeration accepts, or that the field `name` of an object does. */
  readonly valuesOf: (name?: string) => readonly unknown[]
  readonly check: (...checks: readonly Check[]) => Schema
  readonly safeParse: (input: unknown) => Result
  readonly parse: (input: unknown) => unknown
}

type Shape = Readonly<Record<string, Schema>>

const noValues = () => []

function schemaOf(read: Read, valuesOf: Schema['valuesOf'] = noValues, isOptional = false): Schema {
  const safeParse = (input: unknown): Result => {
    const data = read(input)
    return data instanceof Mismatch
      ? { success: false, error: { issues: [{ path: data.path, message: data.message }] } }
      : { success: true, data }
  }
  return {
    read,
    isOptional,
    valuesOf,
    check: (...checks) =>
      schemaOf(
        (input) =>
          checks.reduce(
            (value: unknown, check) => (value instanceof Mismatch ? value : check(value as never)), // of the type that `read` accepts
            read(input),
          ),
        valuesOf,
        isOptional,
      ),
    safeParse,
    parse(input) {
      const result = safeParse(input)
      if (result.success) return result.data
      const [issue] = result.error.issues
      throw new Error(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`)
    },
  }
}

const matching = (matches: (input: unknown) => unknown, message: string): Schema =>
  schemaOf((input) => (matches(input) ? input : new Mismatch(message)))

const test =
  <T>(holds: (value: T) => boolean, message: string): ((value: T) => unknown) =>
  (value) =>
    holds(value) ? value : new Mismatch(message)

const oneOf = (values: readonly unknown[]): Schema =>
  schemaOf(
    (input) => (values.includes(input) ? input : new Mismatch(`not one of ${values.join(', ')}`)),
    () => values,
  )

const isRecord = (input: unknown): input is Readonly<Record<string, unknown>> =>
  typeof input === 'object' && input !== null && !Array.isArray(input)

function at(name: string | number, { path, message }: Mismatch): Mismatch {
  return new Mismatch(message, [String(name), ...path])
}

/** `others`: what happens to fields that the shape does not name. */
function record(shape: Shape, others: 'drop' | 'copy' | 'refuse'): Schema {
  const names = Object.keys(shape)
  return schemaOf(
    (input) => {
      if (!isRecord(input)) return new Mismatch('not an object')
      const value: Record<string, unknown> = {}
      for (const name of names) {
        const field = shape[name]
        if (field === undefined || (field.isOptional && !(name in input))) continue
        const read = name in input ? field.read(input[name]) : new Mismatch('missing')
        if (read instanceof Mismatch) return at(name, read)
        value[name] = read
      }
      if (others !== 'drop')
        for (const name in input) {
          if (names.includes(name)) continue
          if (others === 'refuse') return new Mismatch('unknown field', [name])
          if (name !== '__proto__') value[name] = input[name]
        }
      return value
    },
    (name) => (name === undefined ? [] : (shape[name]?.valuesOf() ?? [])),
  )
}

export const string = (): Schema => matching((input) => typeof input === 'string', 'not a string')
export const boolean = (): Schema => matching((input) => typeof input === 'boolean', 'not a boolean')
export const number = (): Schema => matching(Number.isFinite, 'not a number')
export const int = (): Schema => matching(Number.isSafeInteger, 'not an integer')
export const unknown = (): Schema => schemaOf((input) => input)
export const custom = (matches: (input: unknown) => unknown, message = 'invalid'): Schema =>
  matching(matches, message)

export const literal = (value: unknown): Schema => oneOf(Array.isArray(value) ? value : [value])
const enumeration = (values: object): Schema => oneOf(Object.values(values))
export { enumeration as enum }

export const object = (shape: Shape): Schema => record(shape, 'drop')
export const strictObject = (shape: Shape): Schema => record(shape, 'refuse')
export const looseObject = (shape: Shape): Schema => record(shape, 'copy')

export const array = (item: Schema): Schema =>
  schemaOf((input) => {
    if (!Array.isArray(input)) return new Mismatch('not a list')
    const values: unknown[] = []
    for (let index = 0; index < input.length; index += 1) {
      const read = item.read(input[index])
      if (read instanceof Mismatch) return at(index, read)
      values.push(read)
    }
    return values
  })

export const optional = ({ read, valuesOf }: Schema): Schema =>
  schemaOf((input) => (input === undefined ? input : read(input)), valuesOf, true)
export const nullable = ({ read, valuesOf, isOptional }: Schema): Schema =>
  schemaOf((input) => (input === null ? input : read(input)), valuesOf, isOptional)
export const readonly = ({ read, valuesOf, isOptional }: Schema): Schema =>
  schemaOf((input) => Object.freeze(read(input)), valuesOf, isOptional)

export const union = (options: readonly Schema[]): Schema =>
  schemaOf((input) => {
    for (const { read } of options) {
      const value = read(input)
      if (!(value instanceof Mismatch)) return value
    }
    return new Mismatch('of no kind')
  })

/** The option is chosen by the value of one field. */
export function discriminatedUnion(name: string, options: readonly Schema[]): Schema {
  const byValue = new Map(
    options.flatMap((option) => option.valuesOf(name).map((value) => [value, option] as const)),
  )
  return schemaOf(
    (input) =>
      isRecord(input)
        ? (byValue.get(input[name])?.read(input) ?? new Mismatch('of no kind', [name]))
        : new Mismatch('not an object'),
    (field) => options.flatMap((option) => option.valuesOf(field)),
  )
}

interface Sized {
  readonly length: number
}
export const minLength = (limit: number) => test(({ length }: Sized) => length >= limit, 'too short')
export const maxLength = (limit: number) => test(({ length }: Sized) => length <= limit, 'too long')
export const minimum = (limit: number) => test((value: number) => value >= limit, `below ${limit}`)
export const maximum = (limit: number) => test((value: number) => value <= limit, `above ${limit}`)
export const nonnegative = () => minimum(0)
export const regex = (pattern: RegExp, message = 'of another form') =>
  test((value: string) => pattern.test(value), message)
export const trim = () => (value: string) => value.trim()

const dateTime =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/

function isDateTime(value: string): boolean {
  const [, year = '', month = '', day = ''] = dateTime.exec(value) ?? []
  const date = new Date(`${year}-${month}-${day}T00:00Z`)
  return date.getTime() === date.getTime() && date.getUTCDate() === Number(day)
}

/** Instants with an offset; the option that says so has no other value here. */
export const iso = { datetime: () => string().check(test(isDateTime, 'not an instant')) }
