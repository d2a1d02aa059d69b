import { expect, it } from 'vitest';
import { FollowedTopics } from './followed-topics.js';

it('reads the same ones as long as no other ones are named', async () => {
  const topics = new FollowedTopics(['a', 'b']);
  expect(await topics.begin()).toEqual(['a', 'b']);
  expect(await topics.areSame()).toBe(true);
  expect(topics.haveChanged).toBe(false);
  expect(topics.change()).toBeUndefined();
});

it('asks which ones, and changes to others once', async () => {
  let named = ['a', 'b'];
  const topics = new FollowedTopics(() => Promise.resolve(named));
  await topics.begin();
  named = ['b', 'a'];
  expect(await topics.areSame()).toBe(true);
  named = ['a'];
  expect(await topics.areSame()).toBe(false);
  expect(topics.haveChanged).toBe(true);
  expect(topics.change()).toEqual(['a']);
  expect(topics.haveChanged).toBe(false);
  expect(await topics.areSame()).toBe(true);
});

it('stays with those it has when they are named again before it changed', async () => {
  let named = ['a', 'b'];
  const topics = new FollowedTopics(() => Promise.resolve(named));
  await topics.begin();
  named = ['a'];
  await topics.areSame();
  named = ['a', 'b'];
  expect(await topics.areSame()).toBe(true);
  expect(topics.change()).toBeUndefined();
});
