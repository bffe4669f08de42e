import { z } from 'zod'
import { parseAllowEntry } from './address-check.ts'

/** The variable PUBLIC_URL, without a slash at its end. */
export const PublicUrl = z
  .string()
  .refine((text) => /^https?:\/\/[^?#@\s]+$/.test(text) && URL.canParse(text))
  .transform((text) => text.replace(/\/+$/, ''))

/** The entries of the variable WEBHOOK_ALLOW. */
export const AllowEntries = z
  .array(z.string())
  .transform((entries) => entries.map(parseAllowEntry))
  .refine((entries) => !entries.includes(undefined))
  .transform((entries) => entries.filter((entry) => entry !== undefined))

/** Where browsers reach the wallboard. Without PUBLIC_URL the first of ALLOWED_HOSTS is their name, behind a proxy with TLS. */
export function publicUrlOf(set: {
  readonly PUBLIC_URL?: string | undefined
  readonly ALLOWED_HOSTS: readonly string[]
  readonly BASE_PATH: string
}): string | undefined {
  const [host] = set.ALLOWED_HOSTS
  return set.PUBLIC_URL ?? (host === undefined ? undefined : `https://${host}${set.BASE_PATH}`)
}
