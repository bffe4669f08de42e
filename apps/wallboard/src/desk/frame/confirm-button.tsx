import { useState } from 'react'

interface ConfirmButtonProps {
  readonly label: string
  readonly confirmLabel: string
  /** Names the object of the action, for people who hear the button without its row: "Remove Hall". */
  readonly of?: string
  readonly onConfirm: () => void
}

/** A button for what cannot be undone: the first click asks, the second acts. */
export function ConfirmButton({ label, confirmLabel, of, onConfirm }: ConfirmButtonProps) {
  const [isConfirming, setIsConfirming] = useState(false)
  const shown = isConfirming ? confirmLabel : label
  return (
    <button
      type="button"
      aria-label={of === undefined ? shown : isConfirming ? `${shown} of ${of}` : `${shown} ${of}`}
      onClick={() => {
        if (isConfirming) onConfirm()
        setIsConfirming(!isConfirming)
      }}
      onBlur={() => {
        setIsConfirming(false)
      }}
    >
      {shown}
    </button>
  )
}
