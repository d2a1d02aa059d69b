import { ProblemError, type Problem } from '@posthorn/service-runtime';
import { describe, expect, it } from 'vitest';
import { subscriptionRow } from '../testing/subscription-row.js';
import { refuseLacked, underPlans, type PlanTable } from './plan-rule.js';

const marketing: PlanTable = { plans: ['marketing'], table: {} };
const enterprise: PlanTable = { plans: ['marketing', 'sales_enterprise'], table: {} };
const none: PlanTable = { plans: [], table: {} };
const at = new Date('2026-08-01T00:00:00Z');

function problemOf(codes: readonly string[], table: PlanTable): Problem | undefined {
  try {
    refuseLacked(codes, table);
    return undefined;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
}

describe('an event type', () => {
  it('is had by any one of the plans', () => {
    expect(problemOf(['subscribe', 'deal_add', 'order_created'], enterprise)).toBeUndefined();
  });

  it('is refused by name, with the plans that have it', () => {
    const problem = problemOf(['subscribe', 'deal_add', 'order_created'], marketing);
    expect(problem).toMatchObject({ status: 403, code: 'plan_lacks_event_type' });
    expect(problem?.errors).toEqual([
      { field: 'event_types[1]', detail: expect.stringContaining('sales, sales_enterprise') as unknown },
      { field: 'event_types[2]', detail: expect.stringContaining('marketing_enterprise') as unknown },
    ]);
  });

  it('is had by nobody without a plan, or when the installation gives it to none', () => {
    expect(problemOf(['subscribe'], none)?.errors).toHaveLength(1);
    const withdrawn = problemOf(['subscribe'], { ...enterprise, table: { subscribe: [] } });
    expect(withdrawn?.errors?.[0]?.detail).toContain('no plan has it');
  });
});

describe('a subscription', () => {
  const deals = subscriptionRow({ eventTypes: ['subscribe', 'deal_add'] });

  it('that lost a type is suspended, with the type, and becomes what it was when it has all again', () => {
    for (const before of [
      deals,
      { ...deals, state: 'paused' as const },
      { ...deals, state: 'disabled' as const, stateReason: 'endpoint_gone' as const },
    ]) {
      const suspended = { ...before, ...underPlans(before, marketing, at) };
      expect(suspended).toMatchObject({
        ...{ state: 'suspended', stateReason: 'plan_lacks_event_type', stateChangedAt: at },
        lackedEventTypes: ['deal_add'],
      });
      const { stateChangedAt: _, ...restored } = { ...suspended, ...underPlans(suspended, enterprise, at) };
      expect(restored).toMatchObject({ state: before.state, stateReason: before.stateReason });
      expect(restored).toMatchObject({ lackedEventTypes: [], suspended: null });
    }
  });

  it('that has all its types stays as it is', () => {
    expect(underPlans(deals, enterprise, at)).toEqual({});
    expect(underPlans({ ...deals, state: 'paused' }, enterprise, at)).toEqual({});
  });

  it('that loses more types remembers still what it was at first', () => {
    const suspended = { ...deals, ...underPlans(deals, marketing, at) };
    const more = { ...suspended, ...underPlans(suspended, none, at) };
    expect(more).toMatchObject({ state: 'suspended', lackedEventTypes: ['subscribe', 'deal_add'] });
    expect(more.suspended).toEqual({ state: 'active', reason: null });
  });
});
