/** A link to a stranger's address, or the bare text where a link would not be safe. */
import { safeHref, shortAddress } from '../words/addresses.ts'

export function ExternalLink({ address, text }: { address: string; text?: string | undefined }) {
  const words = text?.trim() || shortAddress(address)
  const href = safeHref(address)
  if (href === undefined) return <span class="address">{words}</span>
  return (
    <a class="address" href={href} target="_blank" rel="noopener noreferrer">
      {words}
    </a>
  )
}
