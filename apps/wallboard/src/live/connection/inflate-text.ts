/** The text of a compressed message (zlib, RFC 1950). @throws TypeError for other data */
export async function inflateText(data: ArrayBuffer): Promise<string> {
  // A Blob takes five times as long: the browser registers each with another process.
  const deflated = new ReadableStream<BufferSource>({
    start(controller) {
      controller.enqueue(data)
      controller.close()
    },
  })
  return new Response(deflated.pipeThrough(new DecompressionStream('deflate'))).text()
}
