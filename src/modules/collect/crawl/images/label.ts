/** How an address is shown: a `data:` URL is its own picture, so only its media type is written down. */
export function labelOf(url: string): string {
  if (!/^data:/i.test(url)) return url
  const [, type = ''] = /^data:\s*([\w.+/-]*)/i.exec(url.slice(0, 200)) ?? []
  return `data:${type.toLowerCase() || 'text/plain'}`
}
