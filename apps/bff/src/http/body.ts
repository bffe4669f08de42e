import type { z } from 'zod'
import { AppError } from './app-error.ts'

/**
 * A request's body as its schema says.
 * @throws AppError 400 that names the first thing that does not fit
 */
export function bodyOf<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const at = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `
  throw new AppError(400, 'bad-request', `The request does not fit: ${at}${issue?.message ?? 'invalid'}.`)
}
