import { describe, expect, it } from 'vitest'
import { deskTheme } from './desk-theme-state.ts'

describe(deskTheme, () => {
  it.each([
    ['system', false, false, 'night'],
    ['system', true, false, 'light'],
    ['system', true, true, 'contrast'],
    ['system', false, true, 'contrast'],
    ['dark', true, true, 'night'],
    ['light', false, true, 'light'],
    ['contrast', true, false, 'contrast'],
  ] as const)(
    'choice %s, prefers light: %s, more contrast: %s, is %s',
    (choice, prefersLight, prefersContrast, theme) => {
      expect(deskTheme(choice, { prefersLight, prefersContrast })).toBe(theme)
    },
  )
})
