import t from 'tap'
import { ProblemError, problemOf, readProblem } from '../../../src/gallery/api/problem.ts'

t.test('readProblem: a problem document', async (t) => {
  const body = {
    type: '/problems/validation',
    title: 'The request does not fit',
    status: 400,
    detail: 'See below.',
    errors: [{ path: '/url', message: 'must be an address' }, 'nonsense', {}],
  }
  t.same(readProblem(400, body), {
    ...body,
    errors: [
      { path: '/url', message: 'must be an address' },
      { path: '', message: 'is not right' },
    ],
  })
})

t.test('readProblem: anything else still gives words', async (t) => {
  for (const body of [undefined, null, 'Bad gateway', 7, { title: 7 }]) {
    t.match(readProblem(502, body), { status: 502, title: 'The server answered 502', detail: '', errors: [] })
  }
})

t.test('problemOf: a problem keeps its words, a stranger gets ours', async (t) => {
  const problem = readProblem(503, { title: 'The database is away' })
  t.equal(problemOf(new ProblemError(problem)), problem)
  t.match(problemOf(new Error('x is not a function')), { title: /gallery/, detail: /x is not/ })
})
