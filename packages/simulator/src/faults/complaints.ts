import type { z } from 'zod'

/** The problems of data that does not fit its schema: one line each, with the field. */
export function complaintsOf(error: z.ZodError): readonly string[] {
  return error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`,
  )
}
