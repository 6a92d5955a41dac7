/** Whether an answer is a problem document (RFC 9457), as every refusal has to be. */
import type { Test } from 'tap'
import type { Answer } from './ask.ts'

export function isProblem(t: Test, answer: Answer, status: number, title: string): void {
  t.equal(answer.status, status, `${title}: ${answer.text.slice(0, 200)}`)
  t.match(answer.headers['content-type'], /^application\/problem\+json/, title)
  const problem = JSON.parse(answer.text)
  t.match(
    problem,
    { type: /^\/problems\/[a-z-]+$/, title: /./, status, detail: /./, requestId: /^[0-9a-f-]{36}$/ },
    title,
  )
  if (problem.type === '/problems/validation') t.ok(problem.errors.length > 0, title)
}
