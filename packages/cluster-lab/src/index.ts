export { startEngines, type ClusterEngines } from './cluster.ts'
export { startBalancer, type Balancer } from './network/balancer.ts'
