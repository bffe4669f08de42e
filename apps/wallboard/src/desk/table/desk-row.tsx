import type { ComponentProps } from 'react'

/** What the `tr` of a row gets from the table. A page adds attributes of its own, such as `data-queue`. */
export interface DeskRowProps extends ComponentProps<'tr'> {
  readonly rowId: string
}

/** A row without attributes of a page. */
export function PlainRow({ rowId: _, ...attributes }: DeskRowProps) {
  return <tr {...attributes} />
}
