const maxLength = 5_000

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

/**
 * The text of an HTML fragment, for people to read: tags are dropped, paragraphs and line breaks become new lines. The
 * result is text, not markup: it may contain `<`.
 */
export function plainText(html: string): string {
  return html
    .slice(0, 4 * maxLength)
    .replace(/<(script|style)\b[^>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replace(/<(?:br|\/p|\/div|\/li|\/h\d)\b[^>]*>/gi, '\n')
    .replace(/<[a-z/!][^>]*(?:>|$)/gi, '')
    .replace(/&(?:#(\d{1,7})|(\w{1,10}));/g, (all: string, code?: string, name?: string) =>
      code !== undefined ? characterOf(Number(code)) : (entities[name ?? ''] ?? all),
    )
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n\s*/g, '\n')
    .trim()
    .slice(0, maxLength)
}

const characterOf = (code: number): string =>
  code > 31 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ''
