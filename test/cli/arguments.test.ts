import t from 'tap'
import { readArguments } from '../../src/cli/arguments.ts'

t.test('addresses: with a scheme, or https where there is none', async (t) => {
  const table: [string[], string[]][] = [
    [[], []],
    [['https://example.org'], ['https://example.org']],
    [['example.org'], ['https://example.org']],
    [['example.org:8080/path?x=1'], ['https://example.org:8080/path?x=1']],
    [
      ['http://[::1]:8000/', 'b.example'],
      ['http://[::1]:8000/', 'https://b.example'],
    ],
  ]
  for (const [given, addresses] of table) t.strictSame(readArguments(given).addresses, addresses, given.join(' '))
})

t.test('what is no website, and unknown options: refused in plain words', async (t) => {
  t.throws(() => readArguments(['ftp://example.org']), { name: 'ConfigError', message: '"ftp://example.org" is not' })
  t.throws(() => readArguments(['not a site']), { name: 'ConfigError', message: '"not a site"' })
  t.throws(() => readArguments(['--fast']), { name: 'ConfigError', message: 'npm start -- https://example.org' })
})

t.test('help and version', async (t) => {
  t.match(readArguments(['--help']), { help: true, showVersion: false })
  t.match(readArguments(['-v']), { help: false, showVersion: true })
})
