import t from 'tap'
import { picturesIn } from '../../../support/finding.ts'
import { processorMs } from '../../../support/processor-time.ts'

const root = 'http://site.test'

const states: [title: string, json: string, pictures: string[]][] = [
  [
    'image files from the root up',
    '{"a":"/dir/a.jpg","b":["//site.test/dir/b.webp?v=1","http://site.test/dir/c.PNG#x"]}',
    ['a.jpg', 'b.webp?v=1', 'c.PNG'],
  ],
  ['each once', '["/dir/a.jpg",{"x":"/dir/a.jpg"},"http://site.test/dir/a.jpg"]', ['a.jpg']],
  ['relative ones are names', '{"file":"a.jpg","path":"img/b.jpg","image":"./c.jpg"}', []],
  [
    'under the name of an image, what ends in anything',
    '{"coverImage":"http://site.test/dir/1","thumbnail_url":"http://site.test/dir/2?w=9"}',
    ['1', '2?w=9'],
  ],
  [
    'names of images',
    `{${['image', 'img', 'imageURL', 'images', 'photo', 'picture_large', 'thumbnailUrl', 'poster', 'cover', 'avatar', 'profile_image_url_https', 'banner', 'logo', 'icon', 'heroImage', 'imgsrc', 'background-image', 'Photo2x'].map((name, index) => `"${name}":"http://site.test/dir/${index}"`).join()}}`,
    Array.from({ length: 18 }, (_, index) => `${index}`),
  ],
  [
    'names of other things',
    `{${['imageAlt', 'logoutUrl', 'discover', 'photographerUrl', 'imageLink', 'iconFont', 'coverage', 'catalogo', 'thumbnailCount', 'src', 'url', 'href', 'action', 'api', 'silicon'].map((name, index) => `"${name}":"http://site.test/dir/${index}"`).join()}}`,
    [],
  ],
  [
    'an image as a record',
    '{"image":{"url":"http://site.test/dir/1","title":"x","link":"http://site.test/dir/no"},"images":[{"src":"http://site.test/dir/2","alt":""}]}',
    ['1', '2'],
  ],
  [
    'sizes of an image',
    '{"thumbnails":{"default":{"url":"http://site.test/dir/1"},"2x":{"url":"http://site.test/dir/2"}}}',
    ['1', '2'],
  ],
  [
    'an image by its type',
    '[{"mimeType":"image/avif","url":"http://site.test/dir/1"},{"__typename":"Image","sourceUrl":"http://site.test/dir/2"},{"type":"video/mp4","url":"http://site.test/dir/no"}]',
    ['1', '2'],
  ],
  ['an image by its alt', '[{"src":"http://site.test/dir/1","alt":"A"},{"src":"http://site.test/dir/no"}]', ['1']],
  [
    'a banner that leads elsewhere',
    '{"banner":{"url":"http://site.test/dir/sale","image":"http://site.test/dir/1","alt":"Sale"}}',
    ['1'],
  ],
  ['a set is one picture', '{"srcSet":"/dir/s.jpg 400w, /dir/l.jpg 800w","src":"/dir/s.jpg"}', ['l.jpg s.jpg']],
  [
    'pages, under the name of an image',
    '{"image":"http://site.test/","logo":"http://site.test","icon":"http://site.test/about/","cover":"http://site.test/x.html","photo":"/photos/7"}',
    [],
  ],
  [
    'fonts, scripts, films',
    '{"a":"/x.woff2","b":"/x.js","c":"/x.mp4","image":"/x.css","poster":"https://x.test/v.mp4"}',
    [],
  ],
  [
    'patterns',
    '["/**/*.png","/:id.jpg","/[slug].jpg","/{w}x{h}.jpg","/%s.png","^/a\\\\.jpg","/(.*).png","/a.jpg|/b.jpg"]',
    [],
  ],
  ['sentences', '["/ is the root, https://site.test/a.jpg","See https://site.test/a.jpg","/one.jpg and /two.jpg"]', []],
  [
    'markup',
    '{"html":"<p><img src=\\"/dir/a.jpg\\"><noscript><img src=a.jpg></noscript> 1 < 2","image":"<IMG\\nsrcset=\'b.jpg 1x, c.jpg 2x\'>","text":"<p>x","svg":"<imgs src=/no.jpg>"}',
    ['a.jpg', 'c.jpg b.jpg'],
  ],
  ['markup: what it says of itself is not the page', '{"html":"<base href=/other/><img src=a.jpg>"}', ['a.jpg']],
  [
    'counters',
    '{"pixel":"https://t.test/p.gif","beaconUrl":"https://t.test/x.png","x":"https://t.test/__utm.gif?y","y":"/1x1.png","z":"/collect.gif"}',
    [],
  ],
  [
    'settings and texts',
    '{"locale":"en","api":"https://api.site.test/v1","analytics":{"id":"UA-1","endpoint":"https://stats.test/e.gif"},"i18n":{"upload.hint":"Upload a .jpg","logo":"Logo","image":"Image"},"routes":["/about","/img"]}',
    [],
  ],
  ['data: addresses', '{"blurDataURL":"data:image/png;base64,AAAA","image":"data:image/png;base64,AAAA"}', []],
  [
    'other schemes',
    '{"image":"ftp://site.test/a.jpg","img":"javascript:x.png","photo":"blob:http://site.test/a.jpg"}',
    [],
  ],
  ['broken', '{"image":"/a.jpg"', []],
  ['bare', '"/dir/a.jpg"', ['a.jpg']],
]

for (const [title, json, pictures] of states) {
  t.test(`inline state: ${title}`, async (t) => {
    const expected = pictures.map((picture) => `json ${picture}`)
    t.strictSame(picturesIn(`<script type="application/json">${json}</script>`), expected)
    if (title !== 'bare') t.strictSame(picturesIn(`<script>window.__STATE__ = ${json};</script>`), expected)
  })
}

const json = '{"image":"/a.jpg"}'
const found = [`json ${root}/a.jpg`]
const quoted = JSON.stringify(json)

const scripts: [title: string, markup: string, pictures: string[]][] = [
  ['Next.js', `<script id=__NEXT_DATA__ type="application/json" crossorigin>${json}</script>`, found],
  [
    'Nuxt',
    '<script type="Application/JSON; charset=utf-8" id=__NUXT_DATA__ data-ssr=true>[{"image":1},"/a.jpg"]</script>',
    found,
  ],
  ['other kinds of JSON', `<script type="application/vnd.x+json">${json}</script>`, found],
  ['Magento', `<script type="text/x-magento-init">${json}</script>`, found],
  [
    'not import maps, rules and templates',
    ['importmap', 'speculationrules', 'text/template', 'text/x-handlebars', 'text/plain']
      .map((type) => `<script type=${type}>window.x = ${json}</script>`)
      .join(''),
    [],
  ],
  ['window', `<script>window.__INITIAL_STATE__=${json}</script>`, found],
  ['window, by a text', `<script>window["__APOLLO_STATE__"] = ${json};</script>`, found],
  ['unless it is there', `<script>window.__NUXT__ = window.__NUXT__ || ${json};</script>`, found],
  ['self, globalThis', `<script type=text/javascript>self.a = []; globalThis.b=${json}</script>`, found],
  ['const', `<script type=module>\n  const state = ${json}\n  start(state)</script>`, found],
  ['by its bare name', `<script>__PRELOADED_STATE__ = ${json}</script>`, found],
  [
    'after other statements',
    `<script>(function(){a()})(); if (b) {c()} window.x=1;window.y = ${json};d()</script>`,
    found,
  ],
  [
    'several',
    '<script>window.a={"i":"/a.jpg"};window.b=["/b.jpg"]\nvar c = {"x":\n"/c.jpg"}</script>',
    ['a', 'b', 'c'].map((name) => `json ${root}/${name}.jpg`),
  ],
  [
    'what is no JSON before it',
    `<script>window.a={b:function(){return {"x":"/no.jpg"}}};\nwindow.c=${json}</script>`,
    found,
  ],
  ['undefined in it', '<script>window.a={"x":undefined,"image":"/a.jpg"}</script>', found],
  ['brackets and quotes in its texts', '<script>window.a={"x":"}\\"]{","image":"/a.jpg"}</script>', found],
  ['JSON.parse', `<script>window.a = JSON.parse(${quoted})</script>`, found],
  ['JSON.parse, single quotes', `<script>var a = JSON.parse('${json}')</script>`, found],
  [
    'JSON.parse, escapes of scripts',
    String.raw`<script>var a = JSON.parse('{\x22image\u0022:"\/a.jpg", "b": "it\'s \\"x\\""}')</script>`,
    found,
  ],
  ['in a comment around the script', `<script><!--\nwindow.a=${json}\n//--></script>`, found],
  ['of an object', `<script>Drupal.settings = ${json};\n$.push({"image":"/no.jpg"})</script>`, found],
  ['after a comment', `<script>/* <![CDATA[ */ var a = ${json}; /* ]]> */</script>`, found],
  ['in one line with other things', `<script>if(/["']/.test("//")){b('it\\'s')}\nvar a=${json}</script>`, found],
  ['not in a comment of lines', `<script>/*\nwindow.a=${json}\n*/</script>`, []],
  ['not in a string', `<script>var a = 'window.a=${json}'; b('; var c=${json}')</script>`, []],
  ['not in a template', `<script>const a = \`\nwindow.a=${json}\n\`</script>`, []],
  ['not in a line that is a comment', `<script>// window.a=${json}</script>`, []],
  ['not what is called', `<script>start(${json}); push({"a":"/b.jpg"})</script>`, []],
  ['not scripts of scripts', '<script>var a = {image: "/a.jpg"}; var b = "/b.jpg"; c = `["/c.jpg"]`</script>', []],
  [
    'markup in its texts, not in those of a script',
    '<script>window.a = {"html":"<img src=/dir/a.jpg>"}; document.write("<img src=/b.jpg>")</script>',
    ['json a.jpg'],
  ],
  [
    'not what the page shows',
    '<img src=a.jpg srcset="b.jpg 2x"><script type="application/json">["/dir/a.jpg","/dir/b.jpg","/dir/c.jpg"]</script><a href=c.jpg>c</a><img src=d.jpg>',
    ['img b.jpg a.jpg', 'a c.jpg', 'img d.jpg'],
  ],
  [
    'after what the page shows',
    '<script type="application/json">["/dir/a.jpg"]</script><img src=b.jpg>',
    ['img b.jpg', 'json a.jpg'],
  ],
  [
    'relative to the base',
    '<base href=https://cdn.test/><script type="application/json">["/a.jpg"]</script>',
    ['json https://cdn.test/a.jpg'],
  ],
  [
    'in a document inside',
    `<iframe srcdoc='<script type="application/json">["/dir/a.jpg"]</script>'></iframe>`,
    ['json a.jpg'],
  ],
]

for (const [title, markup, pictures] of scripts) {
  t.test(`inline state in a script: ${title}`, async (t) => t.strictSame(picturesIn(markup), pictures))
}

function push(...pieces: string[]): string {
  const calls = pieces.map((piece) => `<script>self.__next_f.push([1,${JSON.stringify(piece)}])</script>`)
  return `<script>(self.__next_f=self.__next_f||[]).push([0])</script>${calls.join('<p>')}`
}

const flights: [title: string, markup: string, pictures: string[]][] = [
  [
    'rows',
    push(
      '0:["$","div",null,{"children":["$","img",null,{"src":"/dir/a.jpg"}]}]\n1:{"image":"http://site.test/dir/b"}\n',
    ),
    ['a.jpg', 'b'],
  ],
  ['hints and modules', push(':HL["/dir/a.jpg","image"]\n2:I[1,["/x.js"],"y"]\n'), ['a.jpg']],
  ['cut anywhere', push('0:{"x":"/dir', '/a.j', 'pg"}\n', '1:["/dir/b.jpg"]'), ['a.jpg', 'b.jpg']],
  ['texts are passed over', push('0:T1a,<img src=é>\n1:["/no.jpg"]\n2:["/dir/a.jpg"]\n'), ['a.jpg']],
  [
    'the first piece may come with the list',
    '<script>(self.__next_f = self.__next_f || []).push([1,"0:[\\"/dir/a.jpg\\"]\\n"])</script>',
    ['a.jpg'],
  ],
  ['what is no row', push('hello\n0:{broken\n\n::\nzz:["/no.jpg"]\n0:["/dir/a.jpg"]\n'), ['a.jpg']],
]

for (const [title, markup, pictures] of flights) {
  t.test(`flight data: ${title}`, async (t) =>
    t.strictSame(
      picturesIn(markup),
      pictures.map((picture) => `json ${picture}`),
    ),
  )
}

const hostile: [title: string, script: string][] = [
  ['assignments never closed', 'window.a={'.repeat(100_000)],
  ['assignments in lines', '\nwindow.a={"b":['.repeat(70_000)],
  ['assignments in texts', 'window.a={"'.repeat(100_000)],
  ['escaped quotes', ';window.a={"\\'.repeat(80_000)],
  ['line ends', '\n'.repeat(1_000_000)],
  ['blanks', `window.a =${' '.repeat(1_000_000)}`],
  ['declarations without end', `var ${'\n'.repeat(500_000)}\nvar ${'a'.repeat(500_000)}`],
  ['underscores', `${'_'.repeat(500_000)};${'_'.repeat(500_000)}`],
  ['or', `window.a=${'b.'.repeat(500_000)}`],
  ['parsed without end', ';a=b;var c=JSON.parse("'.repeat(50_000)],
  ['pushes without end', '__next_f.push(['.repeat(70_000)],
  ['100,000 images', `window.a=["${Array.from({ length: 100_000 }, (_, index) => `/${index}.jpg`).join('","')}"]`],
  ['comments without end', `window.a=[];${'/*'.repeat(400_000)}`],
  ['strings in one line', `window.a=[];${'"a",'.repeat(250_000)}`],
  ['strings that lines end', `window.a=[];${`'\\'\n`.repeat(250_000)}`],
  ['templates', `window.a=[];${'`'.repeat(500_000)}`],
  ['a string of 4 MB', `window.a=[];"${'x'.repeat(4_000_000)}"`],
  ['a set without end', `window.a={"srcset":"${'/a.jpg 1x, '.repeat(90_000)}"}`],
  ['a long key', `window.a={"${'aB'.repeat(500_000)}":"/a.jpg"}`],
  ['long texts', `window.a=["/${'a '.repeat(300_000)}","http://${'/'.repeat(300_000)}","/${' '.repeat(300_000)}x"]`],
]

for (const [title, script] of hostile) {
  t.test(`hostile inline state: ${title}`, async (t) => {
    const start = processorMs()
    picturesIn(`<script>${script}</script>`)
    t.ok(processorMs() - start < 6000, 'in time that grows with the script alone')
  })
}

t.test('hostile flight data: rows and texts without end', async (t) => {
  const start = processorMs()
  for (const piece of ['\n', 'a', '0:', '0:T1,', '0:Tffffffff,', '0:[\n']) picturesIn(push(piece.repeat(200_000)))
  picturesIn(push(...Array.from({ length: 20_000 }, () => '0:{')))
  t.ok(processorMs() - start < 8000)
})

const attributes: [title: string, markup: string, pictures: string[]][] = [
  [
    'variations of a product',
    '<form data-product_variations="[{&quot;image&quot;:{&quot;src&quot;:&quot;http://site.test/dir/a.jpg&quot;,&quot;alt&quot;:&quot;A&quot;}}]"></form>',
    ['json a.jpg'],
  ],
  ['props of a page', `<div id=app data-page='{"props":{"hero":"/dir/a.webp"}}'></div>`, ['json a.webp']],
  ['what the page shows itself', `<img src=a.jpg><div data-x='{"a":"/dir/a.jpg"}'></div>`, ['img a.jpg']],
  [
    'beside an address of its own',
    `<div data-bg=b.jpg data-x='["/dir/a.jpg"]'></div>`,
    ['background b.jpg', 'json a.jpg'],
  ],
  ['relative ones are names', `<div data-x='{"file":"a.jpg"}'></div>`, []],
  ['settings', `<div data-options='{"url":"/api","file":".jpg"}' data-href="/cart"></div>`, []],
  ['broken', `<div data-x='{"a":"/dir/a.jpg"'></div><img src=b.jpg>`, ['img b.jpg']],
]

for (const [title, markup, pictures] of attributes) {
  t.test(`inline state in an attribute: ${title}`, async (t) => t.strictSame(picturesIn(markup), pictures))
}
