import t from 'tap'
import { matchesPath, normalisePath, normalisePattern } from '../../../../src/modules/collect/fetch/path-pattern.ts'
import { processorMs } from '../../../support/processor-time.ts'

t.test('path pattern: prefix, wildcards and end', async (t) => {
  const table: [pattern: string, matching: string[], other: string[]][] = [
    ['/', ['/', '/a', '/?q'], []],
    ['/fish', ['/fish', '/fish.html', '/fishheads/y', '/fish?id=1'], ['/Fish.asp', '/cat/fish', '/']],
    ['/fish/', ['/fish/', '/fish/a'], ['/fish', '/fish.html']],
    ['/*.php', ['/a.php', '/b/a.php?x', '/a.php/', '/.php'], ['/', '/windows.PHP']],
    ['/*.php$', ['/a.php', '/b/a.php'], ['/a.php?x', '/a.php/', '/a.php5']],
    ['/fish*.php', ['/fish.php', '/fishheads/cat.php?x'], ['/Fish.PHP']],
    ['/a$', ['/a'], ['/a/', '/ab']],
    ['/a*', ['/a', '/abc'], ['/b']],
    ['/*a*a$', ['/aa', '/xaya'], ['/a', '/aab']],
    ['/a*b*c$', ['/abc', '/a1b2c', '/abcbc'], ['/acb', '/ab']],
    ['/a*$', ['/a', '/abc'], ['/b']],
    ['*', ['/', '/x'], []],
    ['$', [], ['/']],
    ['/a$b', ['/a$bc'], ['/a']],
    ['/a%2Ab', ['/a*bc'], ['/axb']],
    ['/a%24', ['/a$', '/a$b'], ['/a']],
    ['/a*$b', ['/ax$b'], ['/axb']],
    ['/**//a', ['///a', '/x//a'], ['/a', '//a']],
    ['/foo/bar?baz=quz', ['/foo/bar?baz=quz'], []],
    ['/foo/bar?baz=https://foo.bar', ['/foo/bar?baz=https%3A%2F%2Ffoo.bar', '/foo/bar?baz=https://foo.bar'], []],
    ['/foo/bar?baz=https%3a%2f%2Ffoo.bar', ['/foo/bar?baz=https%3A%2F%2Ffoo.bar', '/foo/bar?baz=https://foo.bar'], []],
    ['/foo/bar/%62%61%7A', ['/foo/bar/baz'], []],
    ['/paren(1)', ['/paren(1)', '/paren%281%29'], []],
    ['/paren%281%29', ['/paren(1)', '/paren%281%29'], []],
    ["/x?q='a'", ['/x?q=%27a%27', "/x?q='a'"], []],
    ['/*https://', ['/x?u=https://a', '/x?u=https%3A%2F%2Fa'], ['/https:%2F%2Fa']],
    ['/a/b', ['/a/b'], ['/a%2Fb']],
    ['/a%2fb', ['/a%2Fb'], ['/a/b']],
    ['/a%3Fb', ['/a%3Fb'], ['/a?b']],
    ['/x?a&b', ['/x?a&b'], ['/x?a%26b']],
    ['/x?a%2Ab%24', ['/x?a*b$'], ['/x?ab']],
  ]
  for (const [pattern, matching, other] of table) {
    for (const path of matching)
      t.ok(matchesPath(normalisePattern(pattern), normalisePath(path)), `${pattern} matches ${path}`)
    for (const path of other)
      t.notOk(matchesPath(normalisePattern(pattern), normalisePath(path)), `${pattern} does not match ${path}`)
  }
})

t.test('path pattern: what means the same is spelled the same', async (t) => {
  const table = {
    '/ツ': '/%E3%83%84',
    '/%e3%83%84': '/%E3%83%84',
    '/%61%7e': '/a~',
    '/%2f': '/%2F',
    '/a%2Ab': '/a%2Ab',
    '/100%': '/100%',
    '/%25': '/%25',
    '/a[b]|c': '/a%5Bb%5D%7Cc',
    '/\uD800': '/%EF%BF%BD',
  }
  for (const [path, normal] of Object.entries(table)) {
    t.equal(normalisePath(path), normal)
    t.equal(normalisePath(normal), normal, `${normal} stays`)
  }
})

t.test('path pattern: wildcards without end cost no time', async (t) => {
  const before = processorMs()
  t.notOk(matchesPath(`/${'*a'.repeat(50_000)}b`, `/${'a'.repeat(100_000)}`))
  t.ok(processorMs() - before < 500)
})
