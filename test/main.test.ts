/** The program as people start it: a process of its own, told by its arguments and its environment. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { picture } from './support/pictures.ts'
import { startSite } from './support/site.ts'

const program = fileURLToPath(new URL('../src/main.ts', import.meta.url))

function start(t: Test, args: string[], environment: NodeJS.ProcessEnv = {}, dotEnv?: string) {
  const folder = t.testdir(dotEnv === undefined ? {} : { '.env': dotEnv })
  const env = {
    PATH: process.env.PATH,
    ...(dotEnv === undefined && { PORT: '0' }),
    DATABASE_URL: `sqlite:${folder}/magpie.db`,
    ...environment,
  }
  const child = spawn(process.execPath, [program, ...args], { env, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  t.teardown(() => child.kill('SIGKILL'))
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      said.push(line)
      child.emit('said', line)
    })
  }
  const untilSaid = async (words: RegExp): Promise<string> => {
    for (;;) {
      const line = said.find((each) => words.test(each))
      if (line) return line
      await once(child, 'said')
    }
  }
  return { child, said, untilSaid }
}

t.test('an address as argument: says where it is open, shows progress, ends with grace', async (t) => {
  const site = await startSite(t, {
    routes: { '/': '<img src=a.png>', '/a.png': await (await picture(30, 30)).png().toBuffer() },
  })
  const { child, untilSaid } = start(t, [`${site.url}/`], { ALLOW_NETWORKS: '127.0.0.0/8' })
  t.match(await untilSaid(/Magpie is open/), /http:\/\/127\.0\.0\.1:\d+, on sqlite:/)
  t.match(await untilSaid(/"msg":"listening/), /listening at http:\/\/127\.0\.0\.1:\d+/)
  t.match(await untilSaid(/ {2}succeeded/), '1 images')
  const [, gallery] = /See them at (\S+)/.exec(await untilSaid(/See them at/)) ?? []
  t.equal((await fetch(gallery as string)).status, 200)
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  t.strictSame(await exit, [0, null])
})

t.test('a wrong configuration: every mistake in plain words, and no stack', async (t) => {
  const { child, said } = start(t, [], { PORT: 'eighty', ALLOW_NETWORKS: '10.0.0.0/99', DATABASE_URL: 'mysql://x' })
  const [code] = await once(child, 'close')
  t.equal(code, 1)
  const words = said.join('\n')
  for (const name of ['PORT', 'ALLOW_NETWORKS', 'DATABASE_URL']) t.match(words, `${name}: `, name)
  t.notMatch(words, /\n\s+at /)
})

t.test('.env: read from the working directory; the environment has the last word', async (t) => {
  const { child, said } = start(t, [], { LOG_LEVEL: 'silent' }, 'PORT=eighty\nLOG_LEVEL=loud\n')
  const [code] = await once(child, 'close')
  t.equal(code, 1)
  t.match(said.join('\n'), 'PORT: ')
  t.match(said.join('\n'), '"eighty"')
  t.notMatch(said.join('\n'), 'LOG_LEVEL')
})

t.test('--help: says how to start, and starts nothing', async (t) => {
  const { child, said } = start(t, ['--help'])
  const [code] = await once(child, 'close')
  t.equal(code, 0)
  t.match(said.join('\n'), 'npm start -- https://example.org')
})

t.test('a port that is taken: says so, and ends', async (t) => {
  const site = await startSite(t, { routes: {} })
  const { child, said } = start(t, [], { PORT: String(site.port) })
  const [code] = await once(child, 'close')
  t.equal(code, 1)
  t.match(said.join('\n'), /EADDRINUSE|in use/)
  t.notMatch(said.join('\n'), /\n\s+at /)
})
