/** The saved views of a page's table. */
export const savedViews = {
  title: 'Views',
  /** The button while a view is shown. */
  shown: (name: string) => `View: ${name}`,
  open: 'Open the saved views',
  none: 'Everything, without a view',
  name: 'Save as',
  share: 'Share it with everybody in the domain',
  save: 'Save this view',
  update: (name: string) => `Save the changes of ${name}`,
  /** The view belongs to somebody else. */
  copy: (name: string) => `Save my own copy of ${name}`,
  shared: 'shared',
  /** Who shared the view. */
  of: (person: string) => `by ${person}`,
  problems: { 'newer-version': 'saved by a newer version', unreadable: 'cannot be read' },
  remove: 'Remove',
  confirmRemoval: 'Confirm removal',
}
