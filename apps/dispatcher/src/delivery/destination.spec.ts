import { accountRecord } from '@posthorn/testing';
import { expect, it } from 'vitest';
import { viewedSubscription } from '../viewed-subscription.fixture.js';
import { automationOf, signerOf, timeoutMsOf } from './destination.js';

const secrets = [{ key_id: 'k1', ciphertext: 'sealed' }];
const account = accountRecord({ id: 'acme', automation_secrets: secrets });
const automation = automationOf(account, { url: 'https://a.example/', seriesId: '12' });
const subscription = viewedSubscription({ id: 'sub_1', secrets });

it('has an id that no subscription has', () => {
  expect(automation).toMatchObject({ id: 'automation:acme:12', account_id: 'acme', body_format: 'form' });
});

it('is signed with the secrets of the account that they are sealed for', () => {
  expect(signerOf(automation)).toEqual({ id: 'acme', secrets });
  expect(signerOf(subscription)).toMatchObject({ id: 'sub_1', secrets });
});

it('has five seconds as an automation, or less where nobody has more', () => {
  expect([10_000, 3_000].map((timeoutMs) => timeoutMsOf(automation, timeoutMs))).toEqual([5_000, 3_000]);
  expect(timeoutMsOf(subscription, 10_000)).toBe(10_000);
});
