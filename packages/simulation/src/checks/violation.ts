/** An invariant (I1 to I12 of docs/reliability.md) that does not hold. The message says how. */
export class Violation extends Error {
  override name = 'Violation'
  readonly invariant: string

  constructor(invariant: string, message: string) {
    super(message)
    this.invariant = invariant
  }
}
