import { z } from 'zod/mini'

/** A maintenance notice that waits until the person accepts it. `text` is plain text. */
export const Notice = z.object({ id: z.string(), title: z.string(), text: z.string() })
export type Notice = z.infer<typeof Notice>
