import { readFile, rm } from 'node:fs/promises'
import { z } from 'zod'

/** What of a heap snapshot of V8 is read: the number of values for each node. */
const Snapshot = z.object({
  snapshot: z.object({ meta: z.object({ node_fields: z.array(z.string()) }) }),
  nodes: z.array(z.number()),
  strings: z.array(z.string()),
})

/** As Node names its own objects in a snapshot, such as `Node / TCPSocketWrap`. */
const prefixOfNative = 'Node / '

/**
 * KiB of the objects of Node that are not JavaScript, sockets above all, in a heap snapshot, which is removed. The allocator
 * says more (`mallinfo2`), but what it has in use changes by megabytes with other work of a server.
 */
export async function nativeKiBIn(path: string): Promise<number> {
  const text = await readFile(path, 'utf8')
  await rm(path)
  const { snapshot, nodes, strings } = Snapshot.parse(JSON.parse(text))
  const fields = snapshot.meta.node_fields
  const [name, size] = [fields.indexOf('name'), fields.indexOf('self_size')]
  let bytes = 0
  for (let node = 0; node < nodes.length; node += fields.length)
    if (strings[nodes[node + name] ?? 0]?.startsWith(prefixOfNative) === true)
      bytes += nodes[node + size] ?? 0
  return bytes / 1_024
}
