import t from 'tap'
import { pageKey, resolveUrl } from '../../../../src/modules/collect/find/index.ts'

const base = 'https://site.test/a/b.html?c#d'

const resolved: [untrusted: string, url: string | undefined][] = [
  ['x.jpg', 'https://site.test/a/x.jpg'],
  ['../../x', 'https://site.test/x'],
  ['//cdn.test/x.jpg', 'https://cdn.test/x.jpg'],
  ['\\\\cdn.test\\x.jpg', 'https://cdn.test/x.jpg'],
  [' \t\nx y.jpg\u0000 ', 'https://site.test/a/x%20y.jpg'],
  ['x\ty\r\nz.jpg', 'https://site.test/a/xyz.jpg'],
  ['?q=ä', 'https://site.test/a/b.html?q=%C3%A4'],
  ['x.jpg#frag', 'https://site.test/a/x.jpg'],
  ['x.jpg#', 'https://site.test/a/x.jpg'],
  ['http://me:pw@x.test/y', 'http://x.test/y'],
  ['HTTP://X.Test:80/%e4', 'http://x.test/%e4'],
  ['http://2130706433/', 'http://127.0.0.1/'],
  ['https:x.jpg', 'https://site.test/a/x.jpg'],
  ['', undefined],
  ['  ', undefined],
  ['#x', undefined],
  ['javascript:alert(1)', undefined],
  ['data:image/png,x', undefined],
  ['about:blank', undefined],
  ['file:///etc/passwd', undefined],
  ['ftp://x.test/y', undefined],
  ['http://', undefined],
  ['http://[::1', undefined],
  [`/${'x'.repeat(8200)}`, undefined],
  [`/${'ä'.repeat(4000)}`, undefined],
]

for (const [untrusted, url] of resolved) {
  t.test(`resolveUrl: ${JSON.stringify(untrusted.slice(0, 40))}`, async (t) =>
    t.equal(resolveUrl(untrusted, base), url),
  )
}

const keys: [url: string, key: string][] = [
  ['http://s.test/p?utm_source=a&UTM_Medium=b', 'http://s.test/p'],
  ['http://s.test/p?a=1&fbclid=x&b=%E4+c', 'http://s.test/p?a=1&b=%E4+c'],
  ['http://s.test/p?b=2&a=1', 'http://s.test/p?b=2&a=1'],
  ['http://s.test/p?a&a=&=1', 'http://s.test/p?a&a=&=1'],
  ['http://s.test/p?#x', 'http://s.test/p'],
  ['http://s.test/p/index.html', 'http://s.test/p/'],
  ['http://s.test/Index.PHP?a=1', 'http://s.test/?a=1'],
  ['http://s.test/p/index', 'http://s.test/p/index'],
  ['http://s.test/p;jsessionid=5A1?PHPSESSID=9&a=1', 'http://s.test/p?a=1'],
  ['http://s.test/story?sid=101', 'http://s.test/story?sid=101'],
  [
    'http://s.test/p?session_id=7&sessionid=opening-keynote-hall',
    'http://s.test/p?session_id=7&sessionid=opening-keynote-hall',
  ],
  ['http://s.test/p?sid=1029384756102938', 'http://s.test/p?sid=1029384756102938'],
  ['http://s.test/p?sid=5f3a9c0b11d24e6f8a7b9c0d1e2f3a4b&a=1', 'http://s.test/p?a=1'],
  ['http://s.test/p?SessionId=lit3py55t21z5v55vlm25s55', 'http://s.test/p'],
  ['http://s.test/p;sid=12/a', 'http://s.test/p;sid=12/a'],
  ['http://s.test/p;sid=5f3a9c0b11d24e6f/a', 'http://s.test/p/a'],
]

for (const [url, key] of keys) t.test(`pageKey: ${url}`, async (t) => t.equal(pageKey(url), key))
