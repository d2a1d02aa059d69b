import { expect, it } from 'vitest';
import { viewedSubscription } from '../viewed-subscription.fixture.js';
import { Hosts } from './hosts.js';

it.each([
  ['https://Hooks.example.com/a?b=c', 'hooks.example.com'],
  ['http://127.0.0.1:8080/a', '127.0.0.1:8080'],
  ['no URL', 'no URL'],
])('of %s is %s, whenever it is asked for', (url, host) => {
  const hosts = new Hosts();
  const subscription = viewedSubscription({ url });
  expect([hosts.of(subscription), hosts.of(subscription)]).toEqual([host, host]);
  expect(hosts.of(viewedSubscription({ url: 'https://other.example.com' }))).toBe('other.example.com');
});
