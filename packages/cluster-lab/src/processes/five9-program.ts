import { createSimulator } from '@wallboard/simulator'
import { queueSource } from '@wallboard/statistics'
import { canonicalRows } from '../checks/canonical-rows.ts'
import { Five9Options, Five9Order } from './five9-messages.ts'

/** A simulated Five9 domain in a process of its own, which reports every state of its queues and its open sockets. */

const socketsEveryMs = 50

const simulator = await createSimulator(Five9Options.parse(JSON.parse(process.argv[2] ?? '{}')))
const send = (message: object) => process.send?.({ at: Date.now(), ...message })
send({ type: 'ready', loginUrl: simulator.loginUrl, port: simulator.port })

let reported = ''
function reportTruth(): void {
  const rows = canonicalRows(simulator.truth().sources[queueSource] ?? [])
  if (rows !== reported) send({ type: 'truth', rows })
  reported = rows
}

let sockets = -1
simulator.onTruth(({ sources }) => {
  const rows = canonicalRows(sources[queueSource] ?? [])
  if (rows !== reported) send({ type: 'truth', rows })
  reported = rows
})
setInterval(() => {
  const count = simulator.socketCount()
  if (count !== sockets) send({ type: 'sockets', count })
  sockets = count
}, socketsEveryMs)

process.on('message', (message) => {
  const order = Five9Order.parse(message)
  switch (order.do) {
    case 'pause':
      reportTruth() // before clients are sent it
      simulator.pause()
      reportTruth()
      send({ type: 'paused' })
      return
    case 'resume':
      simulator.resume()
      return
    case 'faults':
      simulator.faults.set(order.faults)
  }
})
process.on('disconnect', () => process.exit(0))
