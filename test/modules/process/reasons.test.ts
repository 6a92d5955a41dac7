import t from 'tap'
import { notAnImage, withServersWord } from '../../../src/modules/process/reasons.ts'

const table: [name: string, bytes: string, contentType: string | null, reason: string][] = [
  [
    'a page called a JPEG',
    '<!DOCTYPE html><p>',
    'image/jpeg; q=1',
    'The server says image/jpeg, but the bytes are an HTML page.',
  ],
  ['a page behind a comment', '<!-- a --><!-- b --><html>', null, 'The bytes are an HTML page, not an image.'],
  ['XML', '<?xml version="1.0"?><rss>', null, 'The bytes are an XML document, not an image.'],
  ['JSON', ' {"a":1}', 'application/json', 'The bytes are a JSON document, not an image.'],
  ['text', 'hello', 'text/plain', 'The bytes are plain text, not an image.'],
  ['a film', '\0\0\0\x10ftypisom', 'video/mp4', 'The bytes are a video or sound file (MP4), not an image.'],
  ['unknown', '\x01\x02\x03', 'image/png', 'The server says image/png, but the bytes are of no known image format.'],
  ['unknown, and nothing said', '\x01\x02\x03', '<b>', 'The bytes are of no known image format.'],
  ['nothing', '', 'image/png', 'The file is empty (0 bytes).'],
]

for (const [name, bytes, contentType, reason] of table) {
  t.test(`notAnImage: ${name}`, async (t) => t.equal(notAnImage(Buffer.from(bytes, 'latin1'), contentType), reason))
}

t.test('notAnImage: a thousand comments take no time', async (t) => {
  t.match(notAnImage(Buffer.from('<!---->'.repeat(1000)), null), /^The bytes are/)
})

t.test('withServersWord: only where the server said otherwise', async (t) => {
  t.equal(withServersWord('Broken.', 'png', 'image/png'), 'Broken.')
  t.equal(withServersWord('Broken.', 'png', null), 'Broken.')
  const other = withServersWord('Broken.', 'png', 'image/jpeg')
  t.equal(other, 'Broken. The server says image/jpeg, but the bytes begin like PNG.')
})
