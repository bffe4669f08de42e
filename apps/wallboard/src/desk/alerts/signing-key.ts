const keyBytes = 32

/** A new signing key as Standard Webhooks writes it: `whsec_` and 32 random bytes in base64. */
export function createSigningKey(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array): string {
  const bytes = random(new Uint8Array(keyBytes))
  return `whsec_${btoa(String.fromCharCode(...bytes))}`
}
