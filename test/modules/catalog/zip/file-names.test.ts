/** Names for originals: what a stranger's address says, as far as it is safe. */
import t from 'tap'
import type { Format } from '#catalog'
import { fileNameOf } from '../../../../src/modules/catalog/zip/file-names.ts'

const cases: [path: string, format: Format, name: string][] = [
  ['/pictures/Blue%20bird.jpg', 'jpeg', 'Blue bird.jpg'],
  ['/a.JPEG', 'jpeg', 'a.jpeg'],
  ['/a.png', 'webp', 'a.webp'],
  ['/image.php?id=5', 'jpeg', 'image.php.jpg'],
  ['/v1.2/shot.2024', 'png', 'shot.2024.png'],
  ['/gr%C3%BC%C3%9Fe.gif', 'gif', 'grüße.gif'],
  ['/gru%CC%88n.gif', 'gif', 'grün.gif'],
  ['/%E9t%E9.png', 'png', '%E9t%E9.png'],
  ['/folder/', 'png', 'folder.png'],
  ['/', 'ico', 'site.test.ico'],
  ['/..%2f..%2fetc%2fpasswd', 'png', 'etc-passwd.png'],
  ['/..%5c..%5cwindows.png', 'png', 'windows.png'],
  ['/a%00b%0A%1Bc.png', 'png', 'ab c.png'],
  ['/%3Cscript%3E%22%7C%3F%2A%3A.svg', 'svg', 'script-.svg'],
  ['/%E2%80%AEgpj.exe', 'png', 'gpj.exe.png'],
  ['/.htaccess', 'png', 'htaccess.png'],
  ['/-rf.png', 'png', 'rf.png'],
  ['/a.png.', 'png', 'a.png.png'],
  ['/a%20.png', 'png', 'a.png'],
  ['/con.png', 'png', '_con.png'],
  ['/COM1.tar.png', 'png', '_COM1.tar.png'],
  ['/LPT%C2%B2', 'png', '_LPT².png'],
  ['/nul%20.x', 'gif', '_nul .x.gif'],
  ['/console.png', 'png', 'console.png'],
  ['/...', 'bmp', 'image.bmp'],
  ['/%F0%9F%90%A6.avif', 'avif', '🐦.avif'],
]

t.test('from addresses', async (t) => {
  for (const [path, format, name] of cases) {
    const { stem, ending } = fileNameOf(`http://site.test${path}`, format)
    t.equal(`${stem}.${ending}`, name, path)
  }
})

t.test('no address: a name all the same', async (t) => {
  t.strictSame(fileNameOf('data:image/png', 'png'), { stem: 'inline', ending: 'png' })
  t.strictSame(fileNameOf('not an address', 'png'), { stem: 'image', ending: 'png' })
})

t.test('very long: cut to 100 bytes, never within a character', async (t) => {
  for (const sign of ['x', 'é', '€', '🐦']) {
    const { stem } = fileNameOf(`http://site.test/${encodeURIComponent(sign.repeat(2000))}.png`, 'png')
    const bytes = Buffer.byteLength(stem)
    t.ok(bytes <= 100 && bytes > 96, `${sign}: ${bytes}`)
    t.equal(stem.replaceAll(sign, ''), '')
  }
  t.equal(fileNameOf(`http://site.test/${'x'.repeat(98)}%20%20.%20y.png`, 'png').stem, 'x'.repeat(98))
})
