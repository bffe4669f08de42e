/** Texts of the tables of the desk. */
export const deskTable = {
  columns: 'Columns',
  /** Heading of the list of columns to choose from. */
  shownColumns: 'Shown columns',
  initialColumns: 'Show the default columns',
  export: 'CSV',
  exportHint: 'Download these rows and columns for a spreadsheet',
  /** What the arrows do while the focus is elsewhere on the page. */
  enter: 'Move through the rows',
  /** For screen readers, on the name of a column. */
  sortHint: 'Sorts the table',
}
