import type { KeyboardEvent } from 'react'

/** Stops `Esc` at a dialog, which it closes: the page below must not go back as well. */
export function stopEscape(event: KeyboardEvent): void {
  if (event.key === 'Escape') event.stopPropagation()
}
