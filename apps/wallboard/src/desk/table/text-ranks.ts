/** The places of texts in their order, so that rows are sorted by numbers. */
export interface TextRanks {
  /** Learns texts. Only texts that it does not know yet are compared with others. */
  readonly learn: (texts: Iterable<string>) => void
  /** The place of a learnt text; equal for texts that compare equal, NaN for another text. */
  readonly of: (text: string) => number
}

/**
 * A comparison of two texts by the reader's language takes as long as a hundred comparisons of numbers: a table of
 * thousands of names compares them when they are new, and not at each sort.
 */
export function createTextRanks(compare: (a: string, b: string) => number): TextRanks {
  const ranks = new Map<string, number>()
  /** In order: sorting it again with a few new texts at its end costs little. */
  let sorted: readonly string[] = []
  return {
    learn(texts) {
      const unknown = new Set<string>()
      for (const text of texts) if (!ranks.has(text)) unknown.add(text)
      if (unknown.size === 0) return
      sorted = [...sorted, ...[...unknown].sort(compare)].sort(compare)
      let rank = -1
      let before: string | undefined
      for (const text of sorted) {
        if (before === undefined || compare(before, text) !== 0) rank += 1
        ranks.set(text, rank)
        before = text
      }
    },
    of: (text) => ranks.get(text) ?? NaN,
  }
}
