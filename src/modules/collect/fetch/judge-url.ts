/** What can be said against a URL before anything is asked of the network. */

import { isIP } from 'node:net'
import type { AddressPolicy } from './address-policy.ts'
import { isBlockedPort } from './blocked-ports.ts'
import type { Refusal } from './types.ts'

/** The refusal of a URL whose protocol, port or literal host is not fetched; names are judged by their DNS answer later. */
export function refuseUrl(url: URL, policy: AddressPolicy): Refusal | undefined {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return refused(`Addresses that begin with "${url.protocol}" are not fetched, only http and https.`)
  }
  if (url.port !== '' && isBlockedPort(Number(url.port))) return refused(`Port ${url.port} is not for websites.`)
  const refusedAddress = fixedAddresses(url.hostname)?.find((address) => !policy.permits(address))
  return refusedAddress === undefined ? undefined : refused(refusedAddressReason(url.hostname, refusedAddress))
}

/** The addresses of a host that needs no DNS: a literal (with or without brackets), or a name of this machine (RFC 6761). */
export function fixedAddresses(hostname: string): string[] | undefined {
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  if (isIP(host) !== 0) return [host]
  return /(^|\.)localhost\.?$/i.test(host) ? ['127.0.0.1', '::1'] : undefined
}

/** Why a host is refused for one of its addresses, in words. */
export function refusedAddressReason(hostname: string, address: string): string {
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  return host === address
    ? `${address} is not an address of the public internet.`
    : `${host} leads to ${address}, which is not an address of the public internet.`
}

function refused(reason: string): Refusal {
  return { verdict: 'refused-address', reason }
}
