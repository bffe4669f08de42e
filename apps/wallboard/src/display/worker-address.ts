/** The part of Trusted Types that is used here; TypeScript's DOM types lack it. */
interface TrustedTypes {
  readonly createPolicy: (
    name: string,
    rules: { readonly createScriptURL: (address: string) => string },
  ) => { readonly createScriptURL: (address: string) => string }
}
declare global {
  interface Window {
    readonly trustedTypes?: TrustedTypes
  }
}

/** A browser allows one policy of a name for each page: the page creates it once. */
let policy: ReturnType<TrustedTypes['createPolicy']> | undefined

/**
 * The address of the service worker as the server's Content-Security-Policy requires it: created by the policy
 * `wallboard`, the only one allowed. Browsers without Trusted Types take the text.
 * @param address a constant: a policy must never pass on outside data
 */
export function workerAddress(address: string): string {
  policy ??= window.trustedTypes?.createPolicy('wallboard', { createScriptURL: (constant) => constant })
  return policy?.createScriptURL(address) ?? address
}
