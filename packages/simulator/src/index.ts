export { defaultOptions, type SimulatorOptions } from './options.ts'
export { createSimulator, type Simulator, type Truth } from './simulator.ts'
