/** Texts of the tables of the desk. */
export const deskTable = {
  columns: 'Columns',
  /** Heading of the list of columns to choose from. */
  shownColumns: 'Shown columns',
  initialColumns: 'Show the usual columns',
  /** For screen readers, on the name of a column. */
  sortHint: 'Sorts the table',
}
