import { useState } from 'react'

interface ConfirmButtonProps {
  readonly label: string
  readonly confirmLabel: string
  /** Both labels for assistive technology, where they do not name their object: "Remove Hall". */
  readonly accessibleNames?: readonly [name: string, confirmName: string]
  readonly onConfirm: () => void
}

/** A button for an action that cannot be undone: the first click asks for confirmation, the second acts. */
export function ConfirmButton({ label, confirmLabel, accessibleNames, onConfirm }: ConfirmButtonProps) {
  const [isConfirming, setIsConfirming] = useState(false)
  return (
    <button
      type="button"
      aria-label={accessibleNames?.[isConfirming ? 1 : 0]}
      onClick={() => {
        if (isConfirming) onConfirm()
        setIsConfirming(!isConfirming)
      }}
      onBlur={() => {
        setIsConfirming(false)
      }}
    >
      {isConfirming ? confirmLabel : label}
    </button>
  )
}
