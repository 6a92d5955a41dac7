import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import t from 'tap'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** Says at a signal which of Node's own modules have been loaded. */
const teller = `process.on('SIGUSR2', () => console.log('loaded ' + process.moduleLoadList.join(' ')))`

const options = { skip: process.platform === 'win32' && 'there are no such signals' }

t.test('fetch: an answer is compressed, and nothing of fetch has been loaded for it', options, async (t) => {
  const env = { ...process.env, NODE_OPTIONS: '', PORT: '0', DATABASE_URL: 'sqlite::memory:' }
  const flags = ['--max-semi-space-size=4', '--import', `data:text/javascript,${encodeURIComponent(teller)}`]
  const magpie = spawn(process.execPath, [...flags, main], { env, stdio: ['ignore', 'pipe', 'ignore'] })
  t.teardown(() => magpie.kill('SIGKILL'))
  const lines = createInterface({ input: magpie.stdout })[Symbol.asyncIterator]()
  const said = async (words: RegExp): Promise<string> => {
    for (let line = await lines.next(); !line.done; line = await lines.next()) {
      const [, found] = words.exec(line.value) ?? []
      if (found) return found
    }
    throw new Error(`it never said ${words}`)
  }
  const origin = await said(/listening at (http:[^"]+)/)
  const answer = await fetch(`${origin}/openapi.json`, { headers: { 'accept-encoding': 'gzip' } })
  t.match(await answer.json(), { openapi: /^3/ })
  t.equal(answer.headers.get('content-encoding'), 'gzip')
  magpie.kill('SIGUSR2')
  const loaded = await said(/^loaded (.*)/)
  t.match(loaded, /NativeModule http\b/, 'what has been loaded is known')
  t.notMatch(loaded, /undici\/undici/)
  magpie.kill('SIGTERM')
  await once(magpie, 'exit')
})
