/** Images that are held back until they are let go, and who waits for them. */
import { EventEmitter, once } from 'node:events'
import type { Serve } from './websites.ts'

export interface Hold {
  serve: Serve
  /** Replicas whose requests are under way, by name, now. */
  askers(): string[]
  /** Resolves when these are the replicas that wait; those who gave up do not. */
  until(isSo: (askers: string[]) => boolean): Promise<void>
  letGo(): void
}

export function createHold(): Hold {
  const underWay: string[] = []
  const changes = new EventEmitter()
  const letGo = Promise.withResolvers<void>()
  const askers = () => [...new Set(underWay)]

  function come(name: string): void {
    underWay.push(name)
    changes.emit('change')
  }

  function leave(name: string): void {
    underWay.splice(underWay.indexOf(name), 1)
    changes.emit('change')
  }

  return {
    serve:
      ({ bytes }) =>
      (request, response) => {
        const name = request.headers['user-agent'] ?? ''
        response.once('close', () => leave(name))
        void letGo.promise.then(() => response.end(bytes))
        come(name)
      },
    askers,
    async until(isSo) {
      while (!isSo(askers())) await once(changes, 'change')
    },
    letGo: letGo.resolve,
  }
}
