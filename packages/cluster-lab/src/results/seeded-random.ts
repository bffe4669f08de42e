import { createHash } from 'node:crypto'

/** A source of numbers in [0, 1) that depends on these words only: the same numbers in every process. */
export function seededRandom(...words: readonly (string | number)[]): () => number {
  let count = 0
  return () => {
    count += 1
    const hash = createHash('sha256').update(JSON.stringify([...words, count]))
    return hash.digest().readUInt32BE(0) / 2 ** 32
  }
}
