/** The text of a message that was deflated (RFC 1950). @throws TypeError for what is no such thing */
export async function inflateText(data: ArrayBuffer): Promise<string> {
  const inflated = new Blob([data]).stream().pipeThrough(new DecompressionStream('deflate'))
  return new Response(inflated).text()
}
