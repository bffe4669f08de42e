/** What is used here of Trusted Types, which TypeScript's DOM types do not have. */
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

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined

/**
 * The address of the service worker in the form that the server's Content-Security-Policy demands: made by the policy
 * `wallboard`, the only one that it allows. Browsers without Trusted Types take the text.
 * @param address a constant: a policy must never pass on what came from outside
 */
export function workerAddress(address: string): string {
  // A name is given once in the life of a page.
  policy ??= window.trustedTypes?.createPolicy('wallboard', { createScriptURL: (given) => given })
  return policy?.createScriptURL(address) ?? address
}
