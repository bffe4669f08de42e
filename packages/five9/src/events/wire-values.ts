/** Lenient readers of values from Five9. They return undefined for a value that cannot be read. */

export type OpenRecord = Readonly<Record<string, unknown>>

export const isRecord = (value: unknown): value is OpenRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** JSON text as a value; undefined when it is not JSON (JSON cannot encode undefined). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // the caller reports what it expected
  }
}

/** Text. A number is read as text: Five9 sends some ids as numbers. */
export function readText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined
}

/** A finite number that is not negative. A number in text counts. */
export function readNonNegative(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined
}
