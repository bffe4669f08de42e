import { createContext, use, useEffect, useRef } from 'react'
import type { KeyRegistry, KeyScope, PageKey } from './key-registry.ts'

/** What the frame offers to the pages inside it. */
export interface DeskKeyboard {
  readonly registry: KeyRegistry
  readonly openPalette: () => void
  /** Opens the list of keys. */
  readonly openKeys: () => void
}

const KeyboardContext = createContext<DeskKeyboard | undefined>(undefined)

export const KeyboardProvider = KeyboardContext

export function useDeskKeyboard(): DeskKeyboard {
  const keyboard = use(KeyboardContext)
  if (keyboard === undefined) throw new Error('keys need a KeyboardProvider')
  return keyboard
}

/**
 * Adds keys while the component is shown. Those of a page are in the list of keys at `?` and in the palette; each needs
 * a button or link with the same effect, marked with `aria-keyshortcuts` where it is a single key.
 */
export function usePageKeys(keys: readonly PageKey[], scope: KeyScope = 'page'): void {
  const { registry } = useDeskKeyboard()
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => registry.add(scope, () => latest.current), [registry, scope])
}
