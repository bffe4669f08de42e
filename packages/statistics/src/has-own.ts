/** Whether an object has an own property. The oldest supported browsers lack `Object.hasOwn`. */
export const hasOwn = (object: object, key: string): boolean =>
  Object.prototype.hasOwnProperty.call(object, key)
