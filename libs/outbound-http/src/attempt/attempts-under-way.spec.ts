import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Attempt } from './attempt.js';
import { AttemptsUnderWay } from './attempts-under-way.js';

/** As much of an attempt as is asked of it here. */
class NamedAttempt implements Pick<Attempt, 'place' | 'abandon'> {
  place = -1;
  readonly #abandoned: NamedAttempt[];

  constructor(abandoned: NamedAttempt[]) {
    this.#abandoned = abandoned;
  }

  abandon(): void {
    this.#abandoned.push(this);
  }
}

it('holds those that have begun and not ended, whichever end first', () => {
  const steps = fc.array(fc.oneof(fc.constant('add' as const), fc.nat({ max: 9 })), { maxLength: 60 });
  fc.assert(
    fc.property(steps, (taken) => {
      const underWay = new AttemptsUnderWay();
      const [expected, abandoned]: [NamedAttempt[], NamedAttempt[]] = [[], []];
      for (const step of taken) {
        if (step === 'add') {
          const attempt = new NamedAttempt(abandoned);
          underWay.add(attempt as unknown as Attempt);
          expected.push(attempt);
        } else {
          const [ended] = expected.splice(step, 1);
          if (ended !== undefined) underWay.remove(ended as unknown as Attempt);
        }
      }
      expect(underWay.count).toBe(expected.length);
      underWay.abandonAll(new Error('over'));
      expect(new Set(abandoned)).toEqual(new Set(expected));
      expect(abandoned).toHaveLength(expected.length);
    }),
  );
});
