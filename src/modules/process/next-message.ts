/** Waits for what a child process says next. */
import type { ChildProcess } from 'node:child_process'
import { DecoderFailure } from './decoder-failure.ts'

/** Rejects with a DecoderFailure when the child ends first (`died`) or the time is up (`timeout`), and kills it then. */
export function nextMessage(child: ChildProcess, limitMs: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail('timeout', `it took longer than ${limitMs / 1000} s`), limitMs)
    child.once('message', onMessage).once('exit', onEnd).once('error', onEnd)
    if (!isAlive(child)) onEnd(child.exitCode, child.signalCode)

    function onMessage(message: unknown): void {
      stopWaiting()
      resolve(message)
    }

    function onEnd(code: unknown, signal?: unknown): void {
      fail('died', `its process ended (${signal ?? code})`)
    }

    function fail(code: 'died' | 'timeout', message: string): void {
      stopWaiting()
      child.kill('SIGKILL')
      reject(new DecoderFailure(code, message))
    }

    function stopWaiting(): void {
      clearTimeout(timer)
      child.off('message', onMessage).off('exit', onEnd).off('error', onEnd)
    }
  })
}

/** Between the signal and its end a child counts as dead already. */
export function isAlive({ killed, exitCode, signalCode }: ChildProcess): boolean {
  return !killed && exitCode === null && signalCode === null
}
