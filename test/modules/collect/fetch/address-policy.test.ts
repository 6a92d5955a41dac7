import t from 'tap'
import { parseNetworks } from '#platform'
import { createAddressPolicy } from '../../../../src/modules/collect/fetch/address-policy.ts'
import { refuseUrl } from '../../../../src/modules/collect/fetch/judge-url.ts'

const strict = createAddressPolicy({ allowNetworks: [] })

t.test('address policy: public addresses are permitted', async (t) => {
  const addresses = ['1.1.1.1', '8.8.8.8', '172.15.255.255', '172.32.0.0', '100.63.255.255', '100.128.0.0']
  const more = [
    '192.0.1.0',
    '198.17.255.255',
    '223.255.255.255',
    '169.253.1.1',
    '2606:4700::1111',
    '2a00:1450::1',
    '::ffff:8.8.8.8',
  ]
  for (const address of [...addresses, ...more]) t.ok(strict.permits(address), address)
})

t.test('address policy: everything else is refused', async (t) => {
  const ipv4 = `0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.255 168.63.129.16 169.254.169.254
    172.16.0.1 172.31.255.255 192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.1
    203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255`
  const ipv6 = `:: ::1 ::7f00:1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::8.8.8.8
    64:ff9b:1::1 100::1 2001::1 2001:2::1 2001:db8::1 2002:7f00:1:: 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0
    fec0::1 ff02::1 2606:4700::5efe:7f00:1 2606:4700::200:5efe:10.0.0.1 2606:4700::1%1`
  const noAddress = ['', 'localhost', '1.2.3', '0x7f.1', '127.1', '08.8.8.8', '[::1]', '8.8.8.8 ', 'example.com']
  for (const address of [...`${ipv4} ${ipv6}`.split(/\s+/), ...noAddress]) t.notOk(strict.permits(address), address)
})

t.test('address policy: listed networks are permitted, and no more', async (t) => {
  const policy = createAddressPolicy({ allowNetworks: ['127.0.0.1/32', '10.1.0.0/16', 'fd00::/8', '::1'] })
  for (const address of ['127.0.0.1', '::ffff:127.0.0.1', '10.1.255.1', 'fd12::1', '::1'])
    t.ok(policy.permits(address), address)
  for (const address of ['127.0.0.2', '::ffff:127.0.0.3', '10.2.0.1', 'fc00::1', '::2'])
    t.notOk(policy.permits(address), address)
})

t.test('networks: what is no network is named', async (t) => {
  for (const cidr of [
    '',
    'localhost',
    '127.0.0.0/33',
    '::/129',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10/8',
    '010.0.0.0/8',
    'fe80::1%eth0/64',
    '1.2.3.4/-1',
  ]) {
    t.throws(() => parseNetworks([cidr]), { name: 'TypeError', message: `"${cidr}"` }, `"${cidr}"`)
  }
  t.ok(parseNetworks([' 10.0.0.0/8 ']).check('10.1.1.1'))
})

t.test('judging a URL: every spelling of an internal host is refused', async (t) => {
  const hosts = `127.0.0.1 2130706433 0x7f000001 0x7f.1 0177.0.0.1 127.1 0 017700000001 127.0.0.1. 0x7F.0.0.0x1 %31%32%37.0.0.1
    １２７.0.0.1 127。0。0。1 ①②⑦.0.0.1 localhost LOCALHOST localhost. a.localhost a.b.localhost. ｌocalhost [::1] [0:0:0:0:0:0:0:1]
    [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [::127.0.0.1] [64:ff9b::127.0.0.1] [2002:7f00:1::] [fe80::1] [fd00::1]
    169.254.169.254 0xa9fea9fe 2852039166 [::ffff:169.254.169.254] [fd00:ec2::254] user:pass@127.0.0.1 user@localhost`
  for (const host of hosts.split(/\s+/)) {
    for (const protocol of ['http', 'https']) {
      t.match(
        refuseUrl(new URL(`${protocol}://${host}/a.jpg`), strict),
        { verdict: 'refused-address' },
        `${protocol}://${host}`,
      )
    }
  }
})

t.test('judging a URL: protocols and ports that are not of the web are refused', async (t) => {
  for (const url of [
    'file:///etc/passwd',
    'ftp://8.8.8.8/',
    'unix:/run/x',
    'data:,x',
    'javascript:1',
    'http://8.8.8.8:25/',
    'https://8.8.8.8:6697/',
    'http://8.8.8.8:0/',
  ]) {
    t.match(refuseUrl(new URL(url), strict), { verdict: 'refused-address' }, url)
  }
  for (const url of [
    'http://8.8.8.8/',
    'https://8.8.8.8:8443/',
    'http://example.com/',
    'http://localhost.example.com/',
    'http://notlocalhost/',
  ]) {
    t.equal(refuseUrl(new URL(url), strict), undefined, url)
  }
})
