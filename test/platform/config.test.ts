/** The environment: what it means, and every mistake in one message. */
import { availableParallelism } from 'node:os'
import t from 'tap'
import { type Config, ConfigError, readConfig } from '#platform'

const MiB = 1024 ** 2

t.test('readConfig: of nothing, the defaults', async (t) => {
  t.match(readConfig({}), {
    HOST: '127.0.0.1',
    PORT: 3000,
    DATABASE_URL: 'sqlite:./data/magpie.db',
    DATA_DIR: './data',
    ALLOW_NETWORKS: [],
    API_TOKEN: '',
    CORS_ORIGINS: [],
    MAX_ACTIVE_RUNS: 4,
    HOST_CONCURRENCY: 6,
    HOST_INTERVAL_MS: 0,
    PROCESS_CONCURRENCY: availableParallelism(),
    BUFFER_MAX_BYTES: 256 * MiB,
    SPOOL_MAX_BYTES: 4096 * MiB,
    LEASE_MS: 30_000,
    MAX_IMAGE_BYTES: 64 * MiB,
    MAX_IMAGE_PIXELS: 50_000_000,
    MAX_PAGE_BYTES: 16 * MiB,
    USER_AGENT: /^Magpie\/[\d.]+ \(\+https:\/\/.+\)$/,
    LOG_LEVEL: 'info',
  })
})

t.test('readConfig: an empty value counts as not set, an unknown name is not our business', async (t) => {
  t.strictSame(readConfig({ PORT: '', HOST: '', NODE_ENV: 'test' }), readConfig({}))
})

const right: [keyof Config, string, unknown][] = [
  ['PORT', '0', 0],
  ['PORT', '65535', 65_535],
  ['DATABASE_URL', 'sqlite::memory:', 'sqlite::memory:'],
  ['DATABASE_URL', 'postgresql://a:b@h:1/d?sslmode=require', 'postgresql://a:b@h:1/d?sslmode=require'],
  ['ALLOW_NETWORKS', '127.0.0.0/8, fd00::/8  10.0.0.1', ['127.0.0.0/8', 'fd00::/8', '10.0.0.1']],
  [
    'CORS_ORIGINS',
    'https://museum.example, http://localhost:8080',
    ['https://museum.example', 'http://localhost:8080'],
  ],
  ['CORS_ORIGINS', '*', ['*']],
  ['BUFFER_MAX_BYTES', '1048576', MiB],
  ['BUFFER_MAX_BYTES', '64MiB', 64 * MiB],
  ['BUFFER_MAX_BYTES', '64 mb', 64 * MiB],
  ['BUFFER_MAX_BYTES', '3k', 3072],
  ['MAX_IMAGE_BYTES', '2G', 2048 * MiB],
  ['LEASE_MS', '1000', 1000],
  ['USER_AGENT', 'Magpie/1 (+https://a.test/; it\'s "us")', 'Magpie/1 (+https://a.test/; it\'s "us")'],
  ['LOG_LEVEL', 'silent', 'silent'],
]

for (const [name, value, meaning] of right) {
  t.test(`${name}: ${value}`, async (t) => {
    t.strictSame(readConfig({ [name]: value })[name], meaning)
  })
}

const wrong: [keyof Config, string[]][] = [
  ['PORT', ['65536', '-1', '80.5', '0x50', '1e3', 'http', ' ']],
  ['DATABASE_URL', ['mysql://x', 'sqlite:', '/var/magpie.db', 'postgres://h:port/d']],
  ['ALLOW_NETWORKS', ['localhost', '127.0.0.1/33', '::1/129', '10.0.0.0/8/8', 'fe80::1%eth0']],
  [
    'CORS_ORIGINS',
    [
      'museum.example',
      'https://museum.example/',
      'https://Museum.example',
      'https://a.test:443',
      'null',
      'ftp://a.test',
    ],
  ],
  ['MAX_ACTIVE_RUNS', ['0', '1001']],
  ['PROCESS_CONCURRENCY', ['0', '257']],
  ['BUFFER_MAX_BYTES', ['0', '-5', '1.5MiB', '5 apples', '9999999999999999']],
  ['LEASE_MS', ['999', '1s']],
  ['USER_AGENT', ['a\r\nX-Evil: 1', 'a\nb', 'a\n', 'a\tb', 'a\0', 'a\x7f', 'Bücher', '\u{1F426}', ' ']],
  ['LOG_LEVEL', ['INFO', 'loud']],
]

for (const [name, values] of wrong) {
  for (const value of values) {
    t.test(`${name}: ${JSON.stringify(value)} is refused by name`, async (t) => {
      t.throws(() => readConfig({ [name]: value }), {
        name: 'ConfigError',
        message: new RegExp(`^${name}: [Ee]xpected `),
      })
    })
  }
}

t.test('readConfig: every mistake in one message, a line each', async (t) => {
  const environment = Object.fromEntries(wrong.map(([name, [value]]) => [name, value]))
  try {
    readConfig(environment)
    t.fail('it was accepted')
  } catch (error) {
    t.ok(error instanceof ConfigError)
    t.strictSame(
      (error as Error).message
        .split('\n')
        .map((line) => line.split(':')[0])
        .sort(),
      wrong.map(([name]) => name).sort(),
    )
  }
})

t.test('readConfig: a mistake in DATABASE_URL does not show the password', async (t) => {
  t.throws(() => readConfig({ DATABASE_URL: 'postgres://u:secret@h:nan/d' }), { message: /^(?!.*secret)/ })
})
