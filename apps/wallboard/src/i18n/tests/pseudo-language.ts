/** A language for tests: every text of the catalogue in brackets, so that a text from elsewhere has none. */
export function inBrackets(texts: unknown): unknown {
  if (typeof texts === 'string') return `⟦${texts}⟧`
  if (typeof texts === 'function')
    return (...values: readonly unknown[]): unknown => inBrackets(Reflect.apply(texts, undefined, values))
  if (Array.isArray(texts)) return texts.map(inBrackets)
  if (typeof texts !== 'object' || texts === null) return texts
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, inBrackets(text)]))
}

/** Attributes that a person reads or hears. */
const visibleAttribute = /\s(?:aria-label|title|placeholder|alt)="([^"]*)"/g

/** A field of text and names of time zones: the same in each language. */
const data = /<textarea.*?<\/textarea>|<option[^>]*>[\w+-]+\/[\w/+-]+<\/option>/gs

/** Shorter ones are units. */
const hasWord = (text: string): boolean => /\p{L}{3,}/u.test(text)

/** Removes texts in brackets from the inside to the outside: a text may hold another one. */
function withoutBrackets(text: string): string {
  const rest = text.replace(/⟦[^⟦⟧]*⟧/g, '')
  return rest === text ? text : withoutBrackets(rest)
}

/** Words in the HTML of a page that a person sees or hears and that are not in brackets. */
export function wordsOutsideBrackets(html: string): readonly string[] {
  const attributes = [...html.matchAll(visibleAttribute)].map(([, text = '']) => text)
  // An empty comment is React's mark between two neighbouring texts.
  const content = html
    .replace(/<!-- -->/g, '')
    .replace(data, '')
    .split(/<[^>]*>/)
  return [...attributes, ...content].map(withoutBrackets).filter(hasWord)
}
