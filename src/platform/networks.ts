/** Networks in CIDR notation, as an operator writes them. */
import { BlockList, isIPv4, isIPv6 } from 'node:net'

/**
 * A list to look addresses up in, from CIDRs such as `127.0.0.0/8` or `fd00::/8`; a bare address means itself alone.
 * Throws a TypeError that names the part which is wrong.
 */
export function parseNetworks(cidrs: readonly string[]): BlockList {
  const networks = new BlockList()
  for (const cidr of cidrs) addNetwork(networks, cidr.trim())
  return networks
}

function addNetwork(networks: BlockList, cidr: string): void {
  const [address = '', prefix, ...rest] = cidr.split('/')
  const bits = isIPv4(address) ? 32 : 128
  if (!isIPv4(address) && !isIPv6WithoutZone(address)) throw wrong(cidr, 'its address is neither IPv4 nor IPv6')
  if (rest.length > 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix)))
    throw wrong(cidr, 'its prefix is no number')
  if (Number(prefix ?? bits) > bits) throw wrong(cidr, `its prefix is longer than ${bits} bits`)
  networks.addSubnet(address, Number(prefix ?? bits), bits === 32 ? 'ipv4' : 'ipv6')
}

function isIPv6WithoutZone(address: string): boolean {
  return isIPv6(address) && !address.includes('%')
}

function wrong(cidr: string, reason: string): TypeError {
  return new TypeError(`Expected a network such as 127.0.0.0/8 or fd00::/8, got "${cidr}": ${reason}.`)
}
