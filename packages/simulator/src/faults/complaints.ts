import type { z } from 'zod'

/** What is wrong with data that did not fit its schema: one line for each, with the field that it is about. */
export function complaintsOf(error: z.ZodError): readonly string[] {
  return error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`,
  )
}
