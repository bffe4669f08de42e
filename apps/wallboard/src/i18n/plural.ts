/** The forms of a word that a language can need; every language needs `other`. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>

/** Chooses the form of a word for a count by the rules of a language (`en`, `de`, …). */
export function createPlural(language: string): (count: number, forms: PluralForms) => string {
  let rules: Intl.PluralRules | undefined
  return (count, forms) => {
    // Creating the rules is slow on a television, so the first use creates them.
    rules ??= new Intl.PluralRules(language)
    return forms[rules.select(count)] ?? forms.other
  }
}
