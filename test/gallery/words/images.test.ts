import t from 'tap'
import { altState, imageName } from '../../../src/gallery/words/images.ts'

t.test('altState: missing, empty and present are three things', async (t) => {
  t.equal(altState(null), 'missing')
  t.equal(altState(' \n'), 'empty')
  t.equal(altState('A cat'), 'present')
})

t.test('imageName: the alt text, else the file name', async (t) => {
  t.equal(imageName({ alt: ' A cat ', url: 'https://example.org/1.jpg' }), 'A cat')
  t.equal(imageName({ alt: '', url: 'https://example.org/1.jpg' }), '1.jpg')
})
