/** A cell: text, a number, or nothing where a value is unknown. */
export type CsvCell = string | number | null

/** What a spreadsheet may read as a formula: one of its first characters, after blanks that it skips. */
const formulaStart = /^[\s\u00a0\ufeff]*[=+\-@]|^[ \u00a0\ufeff]*\t/

/** Text that no spreadsheet reads as a formula: an apostrophe stands in front of each line that could be one. */
function defused(text: string): string {
  const lines = text.replace(/[^\r\n]+/g, (line) => (formulaStart.test(line) ? `'${line}` : line))
  return text.startsWith('\r') ? `'${lines}` : lines
}

function encodeCell(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : ''
  const text = defused(cell)
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text
}

/** One record of RFC 4180, with its line break. */
export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(encodeCell).join(',')}\r\n`

/** Excel reads UTF-8 only with this mark. A program that reads the interface needs none. */
export const byteOrderMark = '\ufeff'
