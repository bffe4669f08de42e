import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alertChangesBetween, applyAlertChanges, compareAlerts } from './alert-list.ts'
import { decodeServerMessage } from './decode.ts'
import { encodeServerMessage } from './encode.ts'
import type { AlertOnScreen } from './messages.ts'

const alert = (id: number, level: 'warn' | 'critical', since: number, alarms: number): AlertOnScreen => ({
  ...{ id: `a${id}`, rule: { id: 'r', name: 'Waits' }, board: null, level, state: 'firing', since, alarms },
  entity: { kind: 'queue', id: '1', name: 'Sales' },
  ...{ metric: 'callsInQueue', when: 'above', limit: 3, value: 4, isAcknowledged: false },
})

/** For each step the alerts that there are, by id: an id that keeps its fields keeps its object. */
const steps = fc.array(
  fc.uniqueArray(fc.tuple(fc.nat(6), fc.constantFrom('warn', 'critical'), fc.nat(3), fc.nat(1)), {
    selector: ([id]) => id,
    maxLength: 7,
  }),
  { maxLength: 12 },
)

/** Through the text of the protocol, as to a client. */
function sent<T extends Parameters<typeof encodeServerMessage>[0]>(message: T): T {
  const decoded = decodeServerMessage(encodeServerMessage(message))
  if (!decoded.ok) throw new Error(decoded.reason)
  return decoded.message as T
}

describe('a list of alerts', () => {
  it('[R34] is the same at a client that is sent changes as at the server, whatever begins, ends and changes', () => {
    fc.assert(
      fc.property(steps, (lists) => {
        const objects = new Map<string, AlertOnScreen>()
        let server: readonly AlertOnScreen[] = []
        let client: readonly AlertOnScreen[] = []
        for (const list of lists) {
          const next = list
            .map((fields) => {
              const key = JSON.stringify(fields)
              const one = objects.get(key) ?? alert(...fields)
              objects.set(key, one)
              return one
            })
            .sort(compareAlerts)
          client = applyAlertChanges(
            client,
            sent({ type: 'alert-changes', ...alertChangesBetween(server, next) }),
          )
          server = next
          expect(client).toEqual(server)
        }
      }),
    )
  })

  it('[R34] states only the alerts that are not the same object as before', () => {
    const [a, b, c] = [alert(1, 'warn', 1, 1), alert(2, 'warn', 2, 1), alert(3, 'critical', 3, 1)]
    const worse = alert(2, 'critical', 2, 2)
    expect(alertChangesBetween([a, b, c], [c, worse])).toEqual({ changed: [worse], removed: ['a1'] })
  })
})
