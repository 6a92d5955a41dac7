/** A fault that happens to a scene. */
import type { Scene } from '../scene.ts'

/** It is over when all is up again; what it left behind may still be under way. */
export type Fault = (scene: Scene) => Promise<unknown>
