import { z } from 'zod/mini'

/** `GET /api/account`: where the signed-in person's data comes from. */
export const AccountReply = z.object({
  /** Five9's id of the domain. */
  domain: z.string(),
  /** The name that the configuration gives the domain; null without one: Five9 tells supervisors only the id. */
  domainName: z.nullable(z.string()),
  /** Five9's region of the server: `US`, `CA`, `LDN`, `FRK`; null where only a login address is configured. */
  region: z.nullable(z.string()),
  /** The time zone of the contact centre by the configuration, an IANA name. */
  timeZone: z.string(),
  /** When days of the contact centre start, in minutes after midnight of its time zone. */
  dayStartMinute: z.int(),
  /** Several nodes run, and this person is an administrator. */
  seesCluster: z.boolean(),
})
export type AccountReply = z.infer<typeof AccountReply>
