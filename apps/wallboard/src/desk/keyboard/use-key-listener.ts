import { useEffect } from 'react'
import { isCharacterSequence, keyPressed, noKeys } from './key-sequence-state.ts'
import type { DeskKeyboard } from './keyboard-context.tsx'
import { isControl, isDialogOpen, isTyping } from './typing-target.ts'

const activating: readonly string[] = ['Enter', ' ']

/** `Ctrl`, `⌘` and `Alt` belong to the browser; `AltGr` only writes characters, such as `[` on a German keyboard. */
const hasModifier = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState('AltGraph')

const isPaletteKey = ({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean =>
  key.toLowerCase() === 'k' && ctrlKey !== metaKey && !altKey && !shiftKey

/** Runs the actions of pressed keys. Keys that the browser or the focused element uses are left to them. */
export function useKeyListener({ registry, openPalette }: DeskKeyboard, hasCharacterKeys: boolean): void {
  useEffect(() => {
    let state = noKeys
    function pressed(event: KeyboardEvent): void {
      const { key, target } = event
      if (event.defaultPrevented || event.isComposing) return
      if (isPaletteKey(event)) {
        event.preventDefault()
        if (!isDialogOpen()) openPalette()
        return
      }
      if (hasModifier(event) || event.repeat || key === 'Shift') return
      if (isTyping(target) || isDialogOpen()) return
      if (activating.includes(key) && isControl(target)) return
      const keys = registry.current().filter((each) => hasCharacterKeys || !isCharacterSequence(each.keys))
      const result = keyPressed(
        state,
        { key, at: event.timeStamp },
        keys.map((each) => each.keys),
      )
      ;({ state } = result)
      const action = keys.find((each) => each.keys === result.complete)
      if (action === undefined) return
      event.preventDefault()
      action.run()
    }
    window.addEventListener('keydown', pressed)
    return () => {
      window.removeEventListener('keydown', pressed)
    }
  }, [registry, openPalette, hasCharacterKeys])
}
