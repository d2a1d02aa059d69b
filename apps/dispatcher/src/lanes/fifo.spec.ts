import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Fifo } from './fifo.js';

it('gives back what was put in, in order, whatever the mix of pushes and shifts', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 600 }), (pushes) => {
      const fifo = new Fifo<number>();
      const model: number[] = [];
      pushes.forEach((push, index) => {
        if (push) {
          fifo.push(index);
          model.push(index);
        } else expect(fifo.shift()).toBe(model.shift());
        expect(fifo.length).toBe(model.length);
        expect(fifo.peek()).toBe(model[0]);
      });
    }),
  );
});
