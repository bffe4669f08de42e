import { z } from 'zod/mini'

/** `GET /api/site`: what the site has configured for the pages of the desk. */
export const SiteSettings = z.object({
  /** Whether the server records: without a recording, pages request nothing of the past. */
  hasHistory: z.boolean(),
  /** Limits of reasons for not being ready, by words of their names. */
  reasonLimits: z.array(z.object({ name: z.string(), minutes: z.number() })),
  /** The formula of service level that the site shows first. */
  serviceLevelFormula: z.string(),
  /** The formula that Five9's own service level follows, as the site states it; null while nobody has. */
  five9ServiceLevelFormula: z.nullable(z.string()),
})
export type SiteSettings = z.infer<typeof SiteSettings>
