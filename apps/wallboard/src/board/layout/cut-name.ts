/** What a truncated name is made of, and what it must not look like. */
interface CutNameInput {
  readonly name: string
  /** Distinguishes names whose visible parts are equal. */
  readonly id: string
  /** The names of all other queues. */
  readonly others: readonly string[]
  /** Whether a text fits the lines of the name. */
  readonly fits: (text: string) => boolean
}

/** The id of queues that share a name, and a short last word. */
const idAtEnd = /^(.*)( \(\S+\))$/
const shortWordAtEnd = /^(.*\S)( \S{1,8})$/

/** As much as fits of a name's start, with an ellipsis, and its end. */
function startThatFits(start: string, end: string, fits: CutNameInput['fits']): string {
  const letters = Array.from(start)
  for (let count = letters.length - 1; count > 1; count -= 1) {
    const shown = letters.slice(0, count).join('').trimEnd()
    if (fits(`${shown}…${end}`)) return shown
  }
  return letters[0] ?? ''
}

/**
 * A name that does not fit: its start, an ellipsis, and its short last word, which often is all that distinguishes it.
 * Where the same would be visible of another name, its end is the queue's id.
 */
export function cutName({ name, id, others, fits }: CutNameInput): string {
  const [, start = name, end = ''] = idAtEnd.exec(name) ?? shortWordAtEnd.exec(name) ?? []
  const shown = startThatFits(start, end, fits)
  const isShared = others.some((other) => other.startsWith(shown) && other.endsWith(end))
  if (!isShared || end === ` (${id})`) return `${shown}…${end}`
  const withId = ` (${id})`
  return `${startThatFits(name, withId, fits)}…${withId}`
}

/** In em. */
const widestLetter = 0.95

/**
 * Whether a text fits lines as browsers break them: between words, and inside a word that is wider than a line.
 *
 * @param width in em of the text's font size
 */
export function fitsLines(
  text: string,
  { width, lines, widthOf }: { width: number; lines: 1 | 2; widthOf: (text: string) => number },
): boolean {
  if (lines === 1) return widthOf(text) <= width
  const words = text.split(' ')
  const isBroken = widthOf(words[0] ?? '') > width
  // The first line of a broken word may end up to one letter early.
  if (isBroken) return widthOf(text) <= 2 * width - widestLetter
  return words.some(
    (_, count) =>
      widthOf(words.slice(0, count).join(' ')) <= width && widthOf(words.slice(count).join(' ')) <= width,
  )
}
