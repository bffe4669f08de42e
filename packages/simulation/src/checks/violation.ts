/** A promise that was broken: which one (I1 to I12 of docs/reliability.md), when, and how. */
export class Violation extends Error {
  override name = 'Violation'
  readonly invariant: string

  constructor(invariant: string, message: string) {
    super(message)
    this.invariant = invariant
  }
}
