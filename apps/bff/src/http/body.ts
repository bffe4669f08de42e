import { config, locales, safeParse, type output, type ZodMiniType } from 'zod/mini'
import { AppError } from './app-error.ts'

// The schemas that browsers share come without words of their own.
config(locales.en())

/**
 * A request's body as its schema says.
 * @throws AppError 400 that names the first thing that does not fit
 */
export function parseBody<S extends ZodMiniType>(schema: S, body: unknown): output<S> {
  const parsed = safeParse(schema, body)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const at = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `
  throw new AppError(400, 'bad-request', `The request does not fit: ${at}${issue?.message ?? 'invalid'}.`)
}
