/** Which IP addresses Magpie may connect to: the public ones, and those that the operator allows. */

import { parseNetworks } from '#platform'
import { asIPv4, ipv6Groups } from './ip-address.ts'

/** Judges addresses; it protects what is reachable from this machine but is not the public internet. */
export interface AddressPolicy {
  /** True for an IP literal that may be connected to. Anything that is no IP literal is not permitted. */
  permits(address: string): boolean
}

/** Not globally reachable, after IANA's special-purpose registry, with what clouds answer on from inside. */
const refusedIPv4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32', // a public number, but inside Azure the host's own agent
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]

/** The only block that holds global unicast addresses. What lies outside (::/96, NAT64, ULA, link-local, …) is refused. */
const globalIPv6 = ['2000::/3']
const refusedIPv6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

/**
 * The public internet, and the networks listed (CIDRs).
 * It judges numbers only; that the number judged is the one connected to is the guarded agents' part.
 */
export function createAddressPolicy({ allowNetworks }: { allowNetworks: readonly string[] }): AddressPolicy {
  const allowed = parseNetworks(allowNetworks)
  const refused4 = parseNetworks(refusedIPv4)
  const global6 = parseNetworks(globalIPv6)
  const refused6 = parseNetworks(refusedIPv6)

  function permitsIPv6(address: string): boolean {
    const groups = ipv6Groups(address)
    if (!groups) return false
    if (allowed.check(address, 'ipv6')) return true
    return global6.check(address, 'ipv6') && !refused6.check(address, 'ipv6') && !isIsatap(groups)
  }

  return {
    permits(address) {
      const ipv4 = asIPv4(address)
      if (ipv4 === undefined) return permitsIPv6(address)
      return allowed.check(ipv4, 'ipv4') || !refused4.check(ipv4, 'ipv4')
    },
  }
}

/** An ISATAP interface id (RFC 5214) carries an IPv4 address of the site's own network behind any prefix. */
function isIsatap(groups: readonly number[]): boolean {
  return (groups[4] === 0 || groups[4] === 0x200) && groups[5] === 0x5efe
}
