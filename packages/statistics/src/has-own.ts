/** Whether an object has a key itself. `Object.hasOwn` is missing from the oldest browsers that show walls. */
export const hasOwn = (object: object, key: string): boolean =>
  Object.prototype.hasOwnProperty.call(object, key)
