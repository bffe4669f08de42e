/** The text of a message that was deflated (RFC 1950). @throws TypeError for what is no such thing */
export async function inflateText(data: ArrayBuffer): Promise<string> {
  // A Blob would do, at five times the time: the browser registers each with another process.
  const deflated = new ReadableStream<BufferSource>({
    start(controller) {
      controller.enqueue(data)
      controller.close()
    },
  })
  return new Response(deflated.pipeThrough(new DecompressionStream('deflate'))).text()
}
