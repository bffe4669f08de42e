import type { ClusterReply, ClusterView } from '@wallboard/relay/rest/cluster'
import type { Route } from '../http/route.ts'

export interface ClusterRoutesDeps {
  /** Undefined on a single node. */
  readonly clusterView: () => ClusterView | undefined
}

/** `GET /api/cluster`: the nodes, feeds and engines of the cluster. */
export function clusterRoutes({ clusterView }: ClusterRoutesDeps): Route[] {
  return [
    {
      method: 'get',
      path: '/api/cluster',
      access: 'administrator',
      handle({ response }) {
        response.json({ cluster: clusterView() ?? null } satisfies ClusterReply)
      },
    },
  ]
}
