/** On what a figure was measured. */
import { availableParallelism, cpus, totalmem } from 'node:os'
import sharp from 'sharp'

export function versions(): string {
  const machine = `${availableParallelism()} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 1024 ** 3)} GiB`
  return `${machine}; Node ${process.versions.node}, sharp ${sharp.versions.sharp}, libvips ${sharp.versions.vips}`
}
