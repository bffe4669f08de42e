import type { ThemeChoice } from '../preferences/desk-preferences.ts'

/** What the operating system reports of a person's wishes. */
export interface SystemTheme {
  readonly prefersLight: boolean
  readonly prefersContrast: boolean
}

/** The value of `data-theme`, which selects the design tokens. */
export type DeskTheme = 'night' | 'light' | 'contrast'

/** The theme to show. */
export function deskTheme(choice: ThemeChoice, { prefersLight, prefersContrast }: SystemTheme): DeskTheme {
  if (choice === 'dark') return 'night'
  if (choice !== 'system') return choice
  if (prefersContrast) return 'contrast'
  return prefersLight ? 'light' : 'night'
}
