import { eventually } from '@posthorn/testing';
import { beforeEach, expect, it } from 'vitest';
import { SecondLooks } from './second-looks.js';

/** Questions to the view, to be answered by the test. */
let answers: (() => void)[];
let stopping: AbortController;
let fatal: unknown[];
let looks: SecondLooks;
let called: string[];

beforeEach(() => {
  [answers, fatal, called] = [[], [], []];
  stopping = new AbortController();
  const { signal } = stopping;
  const whenCaughtUp = (): Promise<void> =>
    new Promise((resolve, reject) => {
      answers.push(resolve);
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error);
      });
    });
  looks = new SecondLooks({ view: { whenCaughtUp }, signal, onFatal: (error) => fatal.push(error) });
});

const add = (name: string): void => {
  looks.add(() => called.push(name));
};

it('calls nobody before the view has caught up, and asks at once when it is idle', async () => {
  add('a');
  expect(answers).toHaveLength(1);
  expect([called, looks.pendingCount]).toEqual([[], 1]);
  answers[0]?.();
  await eventually(() => called.length === 1);
  expect(looks.pendingCount).toBe(0);
});

it('asks anew for those who came after a question began, once for all of them', async () => {
  add('a');
  add('b');
  add('c');
  answers[0]?.();
  await eventually(() => answers.length === 2);
  expect([called, looks.pendingCount]).toEqual([['a'], 2]);
  answers[1]?.();
  await eventually(() => called.length === 3);
  expect(called).toEqual(['a', 'b', 'c']);
});

it('calls nobody any more after the end', async () => {
  add('a');
  stopping.abort();
  add('b');
  await Promise.resolve();
  expect([called, fatal, looks.pendingCount]).toEqual([[], [], 2]);
});
