import { core } from 'zod/mini'
import { AppError } from './app-error.ts'

/** zod's message without a locale: only a schema's own messages say more. */
const defaultMessage = 'Invalid input'

/**
 * Parses a request's body or query by its schema.
 * @throws AppError 400 `bad-request` with the path of the first field that does not fit, and zod's code of the problem
 */
export function parseBody<S extends core.$ZodType>(schema: S, body: unknown): core.output<S> {
  const parsed = core.safeParse(schema, body)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const unknownField = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  const field = [...(issue?.path ?? []), ...unknownField].join('.')
  throw new AppError(400, {
    code: 'bad-request',
    params: {
      ...(field === '' ? {} : { field }),
      problem: issue?.code ?? 'invalid',
      ...(issue === undefined || issue.message === defaultMessage ? {} : { expected: issue.message }),
    },
  })
}
