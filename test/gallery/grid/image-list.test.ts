import t from 'tap'
import type { Client } from '../../../src/gallery/api/client.ts'
import { ProblemError, unreachable } from '../../../src/gallery/api/problem.ts'
import type { Image } from '../../../src/gallery/api/types.ts'
import { createImageList } from '../../../src/gallery/grid/image-list.ts'
import { plainView, type View } from '../../../src/gallery/grid/view.ts'

t.test('image list: pages follow each other to the end', async (t) => {
  const { list } = shelf(['a', 'b', 'c', 'd', 'e'])
  await list.more()
  t.same([ids(list), list.state.value], ['ab', 'more'])
  await list.more()
  await list.more()
  t.same([ids(list), list.state.value], ['abcde', 'end'])
})

t.test('image list: in the order of finding, new images join at the end', async (t) => {
  const { list, images } = shelf(['a'])
  await list.more()
  images.push('b', 'c', 'd')
  await list.follow()
  t.same([ids(list), list.state.value, list.fresh.value], ['ab', 'more', false])
  await list.more()
  t.equal(ids(list), 'abcd')
})

t.test('image list: an empty list fills in any order', async (t) => {
  const { list, images } = shelf([], { sort: 'heaviest' })
  await list.more()
  images.push('a')
  await list.follow()
  t.equal(ids(list), 'a')
})

t.test('image list: in another order, new images wait to be asked for', async (t) => {
  const { list, images } = shelf(['a'], { sort: 'heaviest' })
  await list.more()
  images.unshift('b')
  await list.follow()
  t.same([ids(list), list.fresh.value], ['a', true])
  await list.restart()
  t.same([ids(list), list.fresh.value], ['ba', false])
})

t.test('image list: images that came in between are noticed by their number', async (t) => {
  const { list } = shelf(['a'])
  await list.more()
  await list.expect(1)
  t.equal(list.fresh.value, false)
  await list.expect(2)
  t.equal(list.fresh.value, true)
})

t.test('image list: a failure can be tried again', async (t) => {
  const { list, breakDown } = shelf(['a', 'b', 'c'])
  await list.more()
  breakDown(true)
  await list.more()
  t.same([list.state.value, list.problem.value?.title, ids(list)], ['failed', 'Magpie cannot be reached', 'ab'])
  breakDown(false)
  await list.more()
  t.same([list.state.value, list.problem.value, ids(list)], ['end', null, 'abc'])
})

t.test('image list: an answer that comes after closing is not shown', async (t) => {
  const { list } = shelf(['a'])
  const reading = list.more()
  list.close()
  await reading
  t.equal(ids(list), '')
})

/** A list over a shelf of images that is served two at a time. */
function shelf(images: string[], view: Partial<View> = {}) {
  let broken = false
  async function listImages({ cursor = '0' }: Record<string, string>) {
    if (broken) throw new ProblemError(unreachable())
    const start = Number(cursor)
    const items = images.slice(start, start + 2).map((id) => ({ id }) as Image)
    return { items, next: start + 2 < images.length ? String(start + 2) : null }
  }
  const client = { listImages } as Partial<Client> as Client
  const list = createImageList({ client, collectionId: 'one', view: { ...plainView, ...view } })
  const breakDown = (value: boolean) => {
    broken = value
  }
  return { list, images, breakDown }
}

function ids(list: { images: { value: readonly Image[] } }): string {
  return list.images.value.map(({ id }) => id).join('')
}
