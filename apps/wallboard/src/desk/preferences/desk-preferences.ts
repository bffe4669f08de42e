import { z } from 'zod/mini'

/** The themes that a person can choose; `system` follows the settings of the operating system. */
export const themeChoices = ['system', 'dark', 'light', 'contrast'] as const
export type ThemeChoice = (typeof themeChoices)[number]

const Theme = z.enum(themeChoices)

/** What a person has chosen for the desk in this browser. */
export interface DeskPreferences {
  readonly theme: ThemeChoice
  /** Keys that are characters, and sequences of them. */
  readonly hasCharacterKeys: boolean
  /** The path of the page that `/` opens. */
  readonly startPage: string
}

export const defaultPreferences: DeskPreferences = {
  theme: 'system',
  hasCharacterKeys: true,
  startPage: '/overview',
}

const Stored = z.object({
  theme: z.optional(z.unknown()),
  hasCharacterKeys: z.optional(z.unknown()),
  startPage: z.optional(z.unknown()),
})

/** Parses stored preferences; the defaults for anything that cannot be read. */
export function parsePreferences(text: string | null): DeskPreferences {
  if (text === null) return defaultPreferences
  try {
    const { theme, hasCharacterKeys, startPage } = Stored.parse(JSON.parse(text))
    // Not `z.catch`: it would be part of the script that displays load first.
    const known = Theme.safeParse(theme)
    return {
      theme: known.success ? known.data : defaultPreferences.theme,
      hasCharacterKeys: typeof hasCharacterKeys === 'boolean' ? hasCharacterKeys : true,
      startPage: typeof startPage === 'string' ? startPage : defaultPreferences.startPage,
    }
  } catch {
    return defaultPreferences // not JSON, or no object
  }
}

/** The key of a person's preferences: a hash (FNV-1a), so that a shared browser does not list who uses it. */
export function storageKeyOf(username: string): string {
  let hash = 0x811c9dc5
  for (const character of username.toLowerCase())
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return `wallboard.desk.${hash.toString(16).padStart(8, '0')}`
}
