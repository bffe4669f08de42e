/** Whether this is a device whose keyboards have `⌘` in place of `Ctrl`. */
export const isApple = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent)
