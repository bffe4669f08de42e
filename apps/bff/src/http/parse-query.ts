import { z } from 'zod'
import { AppError } from './app-error.ts'

/** An instant of a query, as epoch milliseconds. */
export const Instant = z.iso
  .datetime({ offset: true, error: 'an instant such as 2026-11-26T10:31:00Z' })
  .transform(Date.parse)

/**
 * Parses the query of a request by its schema.
 * @throws AppError 400 `bad-request` with the first field that does not fit, and what the schema expects there
 */
export function parseQuery<T>(schema: z.ZodType<T>, query: unknown): T {
  const parsed = schema.safeParse(query)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new AppError(400, {
    code: 'bad-request',
    params: {
      field: String(issue?.path[0]),
      problem: issue?.code ?? 'invalid',
      expected: issue?.message ?? '',
    },
  })
}
