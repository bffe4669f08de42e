export { defaultOptions, type SimulatorOptions } from './options.ts'
export type { Simulator, Truth } from './simulated-domain.ts'
export { createSimulator } from './simulator.ts'
