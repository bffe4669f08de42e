/** Values as Five9 writes them, read leniently; undefined is what says nothing. */

export type OpenRecord = Readonly<Record<string, unknown>>

export const isRecord = (value: unknown): value is OpenRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Text; Five9's ids and names are text, but a number is read as one. */
export function readText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined
}

/** A finite number that is not negative, also one that is written as text. */
export function readNonNegative(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined
}
