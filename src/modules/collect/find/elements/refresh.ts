/** `meta http-equiv=refresh`: where the page sends its reader. */

/** After the seconds, as the HTML Standard's "shared declarative refresh steps" read it; '' where no address is. */
export function readRefresh(content: string): string {
  const [, rest = ''] = /^[\t\n\f\r ]*[\d.]+(?=[\t\n\f\r ;,])[\t\n\f\r ]*[;,]?[\t\n\f\r ]*(.*)$/s.exec(content) ?? []
  const address = rest.replace(/^url[\t\n\f\r ]*=[\t\n\f\r ]*/i, '')
  const [quote = ''] = address
  if (quote !== '"' && quote !== "'") return address
  return address.slice(1).split(quote, 1)[0] ?? ''
}
