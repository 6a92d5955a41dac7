import t from 'tap'
import { createSession } from '../../../src/gallery/api/session.ts'

t.test('session: a token is kept, set as a cookie, and lets what waited go on', async (t) => {
  const { session, cookies, kept } = open()
  const unlocked = session.unlock(null)
  t.equal(session.state.value, 'asked')
  session.give('a;b')
  await unlocked
  t.equal(session.state.value, 'open')
  t.equal(kept.get('magpie-token'), 'a;b')
  t.same(cookies, ['magpie_token=a%3Bb; path=/; SameSite=Strict; Secure'])
})

t.test('session: a refused token is asked for again', async (t) => {
  const { session } = open('old')
  const unlocked = session.unlock('old')
  t.equal(session.state.value, 'refused')
  session.give('new')
  await unlocked
})

t.test('session: a call that used an older token simply goes on', async (t) => {
  const { session } = open('new')
  await session.unlock('old')
  t.equal(session.state.value, 'open')
})

t.test('session: a kept token is set as a cookie at the start', async (t) => {
  t.equal(open('kept').cookies.length, 1)
})

function open(token?: string) {
  const kept = new Map(token === undefined ? [] : [['magpie-token', token]])
  const cookies: string[] = []
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  const session = createSession({ storage, setCookie: (cookie) => void cookies.push(cookie), secure: true })
  return { session, cookies, kept }
}
