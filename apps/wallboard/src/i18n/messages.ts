import type * as english from './en/index.ts'

/** The same texts in any language: the keys, and the values of each, but not the words. */
type InAnyLanguage<T> = T extends string
  ? string
  : T extends (...values: infer V) => string
    ? (...values: V) => string
    : { readonly [K in keyof T]: InAnyLanguage<T[K]> }

/** The catalogue in one language. English defines its keys. */
export type Messages = InAnyLanguage<typeof english>
