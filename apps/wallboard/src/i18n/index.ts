/**
 * The one place that selects the language of the user interface. A second language is a folder like `en/` whose
 * `index.ts` has the type `Messages`: the same areas, texts and parameters.
 */
export * from './en/index.ts'
export type { Messages } from './messages.ts'
