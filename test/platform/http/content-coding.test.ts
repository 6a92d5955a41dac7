/** What a client takes. */
import t from 'tap'
import { chooseCoding } from '../../../src/platform/http/content-coding.ts'

t.test('Accept-Encoding: what the client likes best, and of equals br before gzip', async (t) => {
  const cases = {
    '': 'identity',
    'gzip, deflate, br, zstd': 'br',
    'gzip;q=1.0, br;q=0.1': 'gzip',
    'br;q=0.5, gzip;q=1': 'gzip',
    'gzip;q=0.5, br;q=0.5': 'br',
    'br;q=0, gzip': 'gzip',
    'identity;q=1, gzip;q=0.2': 'identity',
    'identity;q=0.5, gzip;q=0.6': 'gzip',
    'identity, gzip': 'gzip',
    GZIP: 'gzip',
    'x-gzip': 'gzip',
    '*': 'gzip',
    '*;q=0': 'identity',
    'gzip;q=0, *': 'identity',
    'br; q=0 , *': 'gzip',
    identity: 'identity',
    'br;q=x': 'identity',
    ',,;=,': 'identity',
  }
  for (const [accepted, coding] of Object.entries(cases)) t.equal(chooseCoding(accepted), coding, accepted)
  t.equal(chooseCoding(undefined), 'identity')
})
