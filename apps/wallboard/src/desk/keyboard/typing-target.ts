/** Elements in which a person types text. */
const textFields = ['input', 'textarea', 'select', '[contenteditable="true"]', '[role="textbox"]'].join()

/** Elements that `Enter` or the space bar activates. */
const controls = [
  'button',
  'a',
  'summary',
  'input',
  ...rolesOf('button', 'option', 'menuitem', 'slider'),
].join()

function rolesOf(...roles: readonly string[]): readonly string[] {
  return roles.map((role) => `[role="${role}"]`)
}

/** Inputs in which characters do nothing. */
const withoutText: readonly string[] = ['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'color']

/** Whether a person types text where the key was pressed, so that characters belong there. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  const field = target.closest(textFields)
  return field !== null && !(field instanceof HTMLInputElement && withoutText.includes(field.type))
}

/** Whether `Enter` and the space bar activate what has the focus. */
export const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(controls) !== null

/** Whether a dialog is open, which has its own keys. */
export const isDialogOpen = (): boolean =>
  document.querySelector(['dialog[open]', ...rolesOf('dialog', 'alertdialog')].join()) !== null
