import t from 'tap'
import { parseNetworks } from '#platform'

const cases: [string, 'ipv4' | 'ipv6', string, boolean][] = [
  ['127.0.0.0/8', 'ipv4', '127.255.255.255', true],
  ['127.0.0.0/8', 'ipv4', '128.0.0.0', false],
  ['127.0.0.1', 'ipv4', '127.0.0.1', true],
  ['127.0.0.1', 'ipv4', '127.0.0.2', false],
  ['10.1.2.3/16', 'ipv4', '10.1.255.255', true],
  ['0.0.0.0/0', 'ipv4', '8.8.8.8', true],
  ['fd00::/8', 'ipv6', 'fd12::1', true],
  ['fd00::/8', 'ipv6', 'fe80::1', false],
  ['::1', 'ipv6', '::1', true],
  ['::1', 'ipv6', '::2', false],
]

for (const [cidr, family, address, isIn] of cases) {
  t.test(`parseNetworks: ${address} is ${isIn ? '' : 'not '}in ${cidr}`, async (t) => {
    t.equal(parseNetworks([cidr]).check(address, family), isIn)
  })
}

for (const cidr of [
  '',
  'localhost',
  '127.0.0.1/',
  '127.0.0.1/33',
  '127.1/8',
  '::1/129',
  '1.2.3.4/8/9',
  '1.2.3.4/-1',
  'fe80::1%lo',
]) {
  t.test(`parseNetworks: "${cidr}" is refused by name`, async (t) => {
    t.throws(() => parseNetworks(['10.0.0.0/8', cidr]), { name: 'TypeError', message: `got "${cidr}"` })
  })
}

t.test('parseNetworks: none', async (t) => {
  t.equal(parseNetworks([]).check('127.0.0.1'), false)
})
