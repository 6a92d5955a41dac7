/** Preloaded into a server, ends its process at a moment: `FAILPOINT` names the channel, and the how-manieth message of it. */
import { subscribe } from 'node:diagnostics_channel'

const [channel = '', count] = (process.env.FAILPOINT ?? '').split(' ')
let left = Number(count)

subscribe(channel, () => {
  left -= 1
  if (left === 0) process.kill(process.pid, 'SIGKILL')
})
