import { createTcpLink, type TcpLink } from './tcp-link.ts'

const signInPath = 'POST /appsvcs/rs/svc/auth/login'

/** The link of one server to Five9, which counts its sign-ins. */
export interface Five9Link extends TcpLink {
  /** When the server has signed in, in epoch milliseconds. */
  readonly signIns: () => readonly number[]
}

/**
 * Starts a link to the simulated Five9 domain. A reply to a sign-in names the port that all further requests use: it is
 * changed into the port of the link, so that all of a server's traffic with Five9 takes it.
 * @throws Error when the two ports are not of the same length, which the length of the reply depends on
 */
export async function createFive9Link(target: number): Promise<Five9Link> {
  const signIns: number[] = []
  const named = `"port":"${target}"`
  let renamed = named
  const link = await createTcpLink({
    target: () => target,
    onBytes(direction, bytes) {
      const text = bytes.toString('latin1')
      if (direction === 'toTarget') {
        if (text.includes(signInPath)) signIns.push(Date.now())
        return bytes
      }
      return text.includes(named) ? Buffer.from(text.replaceAll(named, renamed), 'latin1') : bytes
    },
  })
  renamed = `"port":"${link.port}"`
  if (renamed.length !== named.length)
    throw new Error(`the ports ${target} and ${link.port} differ in length`)
  return { ...link, signIns: () => signIns }
}
