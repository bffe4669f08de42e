/** A text: fixed, or a function of the values in it. */
type Text = string | ((...values: never) => string)

/** Texts by key, in lists and groups. */
type Texts = Text | readonly Texts[] | { readonly [key: string]: Texts }

/** The same texts in any language: the keys, and the values of each, but not the words. */
type InAnyLanguage<T extends Texts> = T extends string
  ? string
  : T extends (...values: infer V) => string
    ? (...values: V) => string
    : { readonly [K in keyof T]: T[K] extends Texts ? InAnyLanguage<T[K]> : never }

type English = typeof import('./en/index.ts')

/** The catalogue in one language. English defines its keys. */
export type Messages = {
  readonly [Area in keyof English]: English[Area] extends Texts ? InAnyLanguage<English[Area]> : never
}
