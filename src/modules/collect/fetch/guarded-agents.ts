/** The agents that open every outgoing connection, and refuse those that the policy does not permit. */
import { type AgentOptions, Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { isIPv6, type LookupFunction } from 'node:net'
import type { AddressPolicy } from './address-policy.ts'
import { isBlockedPort } from './blocked-ports.ts'
import { fixedAddresses, refusedAddressReason } from './judge-url.ts'
import { createSystemLookup, type Lookup } from './system-lookup.ts'

/** Agents for got; `close` ends the connections that they keep. */
export interface GuardedAgents {
  http: HttpAgent
  https: HttpsAgent
  close(): void
}

export interface GuardedAgentsOptions {
  policy: AddressPolicy
  /** Connections at once to one host and port. */
  maxSocketsPerHost: number
  /** The operating system's resolver by default. */
  lookup?: Lookup
}

/** Milliseconds that an unused connection is kept: shorter than most servers keep theirs. */
const idleTimeoutMs = 4000

/** The connection would have gone to an address that the policy does not permit. */
export class RefusedAddressError extends Error {
  readonly code = 'ERR_REFUSED_ADDRESS'
}

/**
 * Keep-alive agents that judge at the connection: literal hosts, and every DNS answer as the socket gets it, so that
 * what is judged is what is connected to (no second lookup that DNS rebinding could answer otherwise). A name with
 * any address that is not permitted is refused whole. It cannot see what a permitted server does behind its address.
 * No proxy of the environment is used, and got must not be given HTTP/2, which bypasses agents.
 */
export function createGuardedAgents(options: GuardedAgentsOptions): GuardedAgents {
  const guard = createGuard(options.policy, options.lookup ?? createSystemLookup())
  const agentOptions: AgentOptions = {
    keepAlive: true,
    maxSockets: options.maxSocketsPerHost,
    maxFreeSockets: options.maxSocketsPerHost,
    timeout: idleTimeoutMs,
  }
  const http = guard(new HttpAgent(agentOptions))
  const https = guard(new HttpsAgent(agentOptions))
  return {
    http,
    https,
    close() {
      http.destroy()
      https.destroy()
    },
  }
}

function createGuard(policy: AddressPolicy, resolve: Lookup) {
  const lookup = guardedLookup(policy, resolve)
  return function guard<A extends HttpAgent>(agent: A): A {
    const connect = agent.createConnection.bind(agent)
    agent.createConnection = (options, callback) => {
      const refusal = refuseEndpoint(policy, options.host ?? '', Number(options.port))
      if (!refusal) return connect({ ...options, path: undefined, socketPath: undefined, lookup }, callback)
      callback?.(refusal, undefined as never) // as Node's own: there is no socket beside an error
      return undefined
    }
    return agent
  }
}

function refuseEndpoint(policy: AddressPolicy, host: string, port: number): RefusedAddressError | undefined {
  if (isBlockedPort(port)) return new RefusedAddressError(`Port ${port} is not for websites.`)
  return refuseAddresses(policy, host, fixedAddresses(host) ?? [])
}

function refuseAddresses(policy: AddressPolicy, host: string, addresses: readonly string[]) {
  const refused = addresses.find((address) => !policy.permits(address))
  return refused === undefined ? undefined : new RefusedAddressError(refusedAddressReason(host, refused))
}

/** The lookup that sockets call: it hands out only what it has judged. */
function guardedLookup(policy: AddressPolicy, resolve: Lookup): LookupFunction {
  return (hostname, options, callback) => {
    const answer = async () => fixedAddresses(hostname) ?? (await resolve(hostname))
    answer().then(
      (addresses) => {
        const error = refuseAddresses(policy, hostname, addresses) ?? noAddress(hostname, addresses)
        const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }))
        if (error) callback(error, [])
        else if (options.all) callback(null, found)
        else callback(null, found[0]?.address ?? '', found[0]?.family)
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    )
  }
}

function noAddress(hostname: string, addresses: readonly string[]): NodeJS.ErrnoException | undefined {
  if (addresses.length > 0) return undefined
  return Object.assign(new Error(`${hostname} has no address.`), { code: 'ENOTFOUND' })
}
