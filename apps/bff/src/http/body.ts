import { safeParse, type output, type ZodMiniType } from 'zod/mini'
import { AppError } from './app-error.ts'

/**
 * Parses a request body by its schema.
 * @throws AppError 400 `bad-request` with the path of the first field that does not fit, and zod's code of the problem
 */
export function parseBody<S extends ZodMiniType>(schema: S, body: unknown): output<S> {
  const parsed = safeParse(schema, body)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const path = issue?.path.join('.')
  throw new AppError(400, {
    code: 'bad-request',
    params: {
      ...(path === undefined || path === '' ? {} : { field: path }),
      problem: issue?.code ?? 'invalid',
    },
  })
}
