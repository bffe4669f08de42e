import { z } from 'zod'
import { parseBody } from './body.ts'

/** An instant of a query, as epoch milliseconds. */
export const Instant = z.iso
  .datetime({ offset: true, error: 'an instant such as 2026-11-26T10:31:00Z' })
  .transform(Date.parse)

/** Parses the query of a request by its schema; it throws as `parseBody` does. */
export const parseQuery = parseBody
