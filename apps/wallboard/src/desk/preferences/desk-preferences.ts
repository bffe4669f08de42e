import { z } from 'zod/mini'

/** The themes that a person can choose; `system` follows the settings of the operating system. */
export const themeChoices = ['system', 'dark', 'light', 'contrast'] as const
export type ThemeChoice = (typeof themeChoices)[number]

const TimeOfDay = z.string().check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/))

/** What a person has chosen for the desk in this browser. A value that cannot be read is the default. */
const DeskPreferences = z.object({
  theme: z.catch(z.enum(themeChoices), 'system'),
  /** Keys that are characters, and sequences of them. */
  hasCharacterKeys: z.catch(z.boolean(), true),
  /** The path of the page that `/` opens. */
  startPage: z.catch(z.string(), '/overview'),
  /** Whether alerts are shown as notifications of the browser, which has to allow it too. */
  hasNotifications: z.catch(z.boolean(), false),
  /** When the person's shift begins and ends, local times of day: for the shift log, and to snooze until its end. */
  shift: z.catch(z.object({ from: TimeOfDay, to: TimeOfDay }), { from: '08:00', to: '18:00' }),
})
export type DeskPreferences = z.infer<typeof DeskPreferences>

export const defaultPreferences: DeskPreferences = DeskPreferences.parse({})

/** Parses stored preferences; the defaults for anything that cannot be read. */
export function parsePreferences(text: string | null): DeskPreferences {
  if (text === null) return defaultPreferences
  try {
    const parsed = DeskPreferences.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : defaultPreferences
  } catch {
    return defaultPreferences // not JSON
  }
}

/** The key of a person's preferences: a hash (FNV-1a), so that a shared browser does not list who uses it. */
export function storageKeyOf(username: string): string {
  let hash = 0x811c9dc5
  for (const character of username.toLowerCase())
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return `wallboard.desk.${hash.toString(16).padStart(8, '0')}`
}
