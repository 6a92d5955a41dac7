/** When two addresses are one page. */

const clickIds = new Set([
  '_ga',
  '_gl',
  '_hsenc',
  '_hsmi',
  'dclid',
  'epik',
  'fbclid',
  'gbraid',
  'gclid',
  'gclsrc',
  'igshid',
  'li_fat_id',
  'mc_cid',
  'mc_eid',
  'mkt_tok',
  'msclkid',
  'srsltid',
  'ttclid',
  'twclid',
  'wbraid',
  'yclid',
  'ysclid',
])

/** Names under which servers hand out sessions, one for each visitor. */
const sessionIds = new Set(['jsessionid', 'phpsessid', 'sessionid', 'session_id', 'sid', 'cfid', 'cftoken'])
const sessionInPath = /;(?:jsessionid|phpsessid|sid)=[^/;?]*/gi

/** What servers show for a folder: the two addresses are one page. */
const folderFile = /\/(?:index|default)\.(?:[sx]?html?|php\d?|aspx?|jsp|cfm)$/i

/**
 * The address under which a page counts once: without fragment, `utm_*`, the usual click ids, sessions, and the name of
 * a folder's own file. Everything else keeps its spelling and order, for a server may care. `url` is an absolute http(s) URL.
 */
export function pageKey(url: string): string {
  const key = new URL(url)
  key.hash = ''
  key.pathname = key.pathname.replace(sessionInPath, '').replace(folderFile, '/')
  const kept = key.search.slice(1).split('&').filter(isMeaningful)
  if (key.search) key.search = kept.join('&')
  return key.href.endsWith('?') ? key.href.slice(0, -1) : key.href
}

function isMeaningful(parameter: string): boolean {
  const [name = ''] = parameter.toLowerCase().split('=', 1)
  return !name.startsWith('utm_') && !clickIds.has(name) && !sessionIds.has(name) && !/^aspsessionid/.test(name)
}
