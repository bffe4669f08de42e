/** The keys of a sequence such as `g o` that were pressed so far. */
export interface KeySequenceState {
  readonly pressed: string
  /** When the last of them was pressed, in milliseconds of a monotonic clock. */
  readonly at: number
}

export const noKeys: KeySequenceState = { pressed: '', at: -Infinity }

export interface KeyPress {
  /** As `KeyboardEvent.key` names it. */
  readonly key: string
  /** In milliseconds of a monotonic clock. */
  readonly at: number
}

export interface KeyPressResult {
  readonly state: KeySequenceState
  /** The sequence that is complete with this key. */
  readonly complete: string | undefined
}

/** The longest pause between two keys of a sequence. */
const maxPauseMs = 1_000

/** The name of a key in a sequence: keys are separated by spaces, so the space bar has a name. */
const nameOf = (key: string): string => (key === ' ' ? 'Space' : key)

/**
 * Follows the sequences through one key. A key that continues no sequence ends it and does nothing: after a mistyped
 * `g` a letter must not act as if it were alone.
 */
export function keyPressed(
  { pressed, at }: KeySequenceState,
  press: KeyPress,
  sequences: readonly string[],
): KeyPressResult {
  const before = press.at - at <= maxPauseMs ? pressed : ''
  const now = before === '' ? nameOf(press.key) : `${before} ${nameOf(press.key)}`
  if (sequences.includes(now)) return { state: noKeys, complete: now }
  const isStart = sequences.some((sequence) => sequence.startsWith(`${now} `))
  return { state: isStart ? { pressed: now, at: press.at } : noKeys, complete: undefined }
}

/** Whether a sequence begins with a character: a letter, a digit or a sign, which a person may have switched off. */
export const isCharacterSequence = (sequence: string): boolean => /^[^\s⌘](?: |$)/u.test(sequence)
