/** For what gives no event: asks until the answer is there. The test's own timeout ends it. */
import { setTimeout as delay } from 'node:timers/promises'

export async function eventually<Answer>(
  ask: () => Promise<Answer>,
  isThere: (answer: Answer) => boolean,
): Promise<Answer> {
  for (;;) {
    const answer = await ask()
    if (isThere(answer)) return answer
    await delay(20)
  }
}
