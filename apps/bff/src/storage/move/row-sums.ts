import { createHash } from 'node:crypto'

/** A value of a column. */
export type Value = string | number | null
/** The values of a row in the order of its columns. */
export type CopiedRow = readonly Value[]

/** Rows and the sum of their hashes, which does not depend on their order. */
export interface RowSums {
  readonly rows: number
  readonly checksum: string
}

const modulus = 1n << 128n

/** Counts and sums rows. */
export function createRowSums() {
  let rows = 0
  let sum = 0n
  return {
    add(row: CopiedRow): void {
      rows += 1
      const hash = createHash('sha256').update(JSON.stringify(row)).digest('hex').slice(0, 32)
      sum = (sum + BigInt(`0x${hash}`)) % modulus
    },
    result: (): RowSums => ({ rows, checksum: sum.toString(16).padStart(32, '0').slice(0, 16) }),
  }
}

export const isSame = (one: RowSums, other: RowSums): boolean =>
  one.rows === other.rows && one.checksum === other.checksum
