import type { Router } from 'express'
import { z } from 'zod'
import { refuse } from './envelope.ts'

const Alert = z.looseObject({})

/** Stores alerts unchanged: their form is not documented. Every call is answered with JSON, which clients parse. */
export function alertRoutes(router: Router, path: string): void {
  const alerts = new Map<string, Record<string, unknown>>()
  let nextId = 1
  router.get(path, (_request, response) => {
    response.json([...alerts.values()])
  })
  router.post(path, (request, response) => {
    const alert = { ...Alert.parse(request.body), id: String(nextId) }
    nextId += 1
    alerts.set(alert.id, alert)
    response.json(alert)
  })
  const one = `${path}/:alertId`
  router.get(one, (request, response) => {
    const alert = alerts.get(String(request.params.alertId))
    if (alert === undefined) refuse(response, 435, { errorCode: 1, message: 'No such alert' })
    else response.json(alert)
  })
  router.put(one, (request, response) => {
    const id = String(request.params.alertId)
    if (!alerts.has(id)) {
      refuse(response, 435, { errorCode: 1, message: 'No such alert' })
      return
    }
    const alert = { ...Alert.parse(request.body), id }
    alerts.set(id, alert)
    response.json(alert)
  })
  router.delete(one, (request, response) => {
    if (alerts.delete(String(request.params.alertId))) response.json({})
    else refuse(response, 435, { errorCode: 1, message: 'No such alert' })
  })
}
