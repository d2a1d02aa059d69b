import { ProblemError, type Problem } from '@posthorn/service-runtime';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { Caller } from '../authentication/caller.js';
import { namedAccountField, nameField } from './fields.js';
import { parseWithinAccount } from './parse-request.js';

const schema = z.strictObject({ account_id: namedAccountField, name: nameField });
const operator: Caller = { kind: 'operator' };
const admin: Caller = { kind: 'token', accountId: 'acme', role: 'admin' };

function problemOf(input: unknown, caller: Caller): Problem | undefined {
  try {
    parseWithinAccount(schema, input, caller);
    return undefined;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
}

const faultyFields = (problem: Problem | undefined) => problem?.errors?.map(({ field }) => field);

it("means a token's own account", () => {
  expect(parseWithinAccount(schema, { name: 'a' }, admin).accountId).toBe('acme');
  expect(parseWithinAccount(schema, { name: 'a', account_id: 'acme' }, admin).accountId).toBe('acme');
});

it("says of somebody else's account that there is none", () => {
  expect(problemOf({ name: 'a', account_id: 'other' }, admin)?.code).toBe('not_found');
});

it('means the account that the operator names', () => {
  expect(parseWithinAccount(schema, { name: 'a', account_id: 'other' }, operator).accountId).toBe('other');
});

it('names every fault at once, the missing account among them', () => {
  const problem = problemOf({ name: '', nmae: 'a' }, operator);
  expect(faultyFields(problem)?.toSorted()).toEqual(['account_id', 'name', 'nmae']);
});

it.each([undefined, null, [], 'text'])('refuses the body %j', (input) => {
  expect(faultyFields(problemOf(input, admin))).toEqual(['body']);
});
