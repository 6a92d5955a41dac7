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
const sessionIds = new Set(['jsessionid', 'phpsessid', 'cfid', 'cftoken'])
const sessionInPath = /;(?:jsessionid|phpsessid)=[^/;?]*/gi

/** Names of sessions, and of stories, sections and lectures: what they are is told by the value. */
const maybeSessionIds = new Set(['sessionid', 'session_id', 'sid'])
const maybeSessionInPath = /;sid=([^/;?]*)/gi

/** Letters and digits mixed, of 64 bits at least, which are sixteen digits in hex: fewer can be guessed, and nobody counts so. */
const randomId = /^(?=.*\d)(?=.*[a-z])[\w.~-]{16,}$/i

/** What servers show for a folder: the two addresses are one page. */
const folderFile = /\/(?:index|default)\.(?:[sx]?html?|php\d?|aspx?|jsp|cfm)$/i

/**
 * The address under which a page counts once: without fragment, `utm_*`, the usual click ids, sessions, and the name of
 * a folder's own file. Everything else keeps its spelling and order, for a server may care. `url` is an absolute http(s) URL.
 */
export function pageKey(url: string): string {
  const key = new URL(url)
  key.hash = ''
  key.pathname = withoutSession(key.pathname).replace(folderFile, '/')
  const kept = key.search.slice(1).split('&').filter(isMeaningful)
  if (key.search) key.search = kept.join('&')
  return key.href.endsWith('?') ? key.href.slice(0, -1) : key.href
}

function withoutSession(path: string): string {
  const withoutSure = path.replace(sessionInPath, '')
  return withoutSure.replace(maybeSessionInPath, (parameter, value) => (randomId.test(value) ? '' : parameter))
}

function isMeaningful(parameter: string): boolean {
  const [name = '', value = ''] = parameter.toLowerCase().split('=', 2)
  if (maybeSessionIds.has(name)) return !randomId.test(value)
  return !name.startsWith('utm_') && !clickIds.has(name) && !sessionIds.has(name) && !/^aspsessionid/.test(name)
}
