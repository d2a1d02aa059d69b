import { ProblemError, type Problem } from '@posthorn/service-runtime';
import { describe, expect, it } from 'vitest';
import type { PlanTable } from '../subscriptions/plan-rule.js';
import { refuseWhileNamed, refuseWithoutPlan, relationshipFaults } from './schema-rules.js';

function problemOf(act: () => void): Problem | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
}

const underPlans = (plans: PlanTable['plans'], table: PlanTable['table'] = {}) =>
  problemOf(() => {
    refuseWithoutPlan({ plans, table });
  });

describe('plans', () => {
  it('have custom objects when they are enterprise plans', () => {
    expect(underPlans(['sales_enterprise'])).toBeUndefined();
    expect(underPlans(['sales', 'marketing'])).toMatchObject({
      ...{ status: 403, code: 'plan_lacks_custom_objects' },
      detail: expect.stringContaining('sales_enterprise, marketing_enterprise') as unknown,
    });
  });

  it('have them as the installation says', () => {
    expect(underPlans(['sales'], { 'custom-object': ['sales'] })).toBeUndefined();
    expect(underPlans(['sales_enterprise'], { 'custom-object': [] })?.detail).toContain('no plan has them');
  });
});

it('finds relationships to schemas that are not there', () => {
  const relationships = [{}, { schema_id: 'a' }, { schema_id: 'b' }];
  expect(relationshipFaults(relationships, new Set(['a'])).map(({ field }) => field)).toEqual([
    'relationships[2].schema_id',
  ]);
});

describe('a schema that is named', () => {
  const detailFor = (...ids: string[]) =>
    problemOf(() => {
      refuseWhileNamed(
        'subscription',
        ids.map((id) => ({ id, name: `Of ${id}` })),
      );
    })?.detail;

  it('is told by whom', () => {
    expect(detailFor()).toBeUndefined();
    expect(detailFor('a')).toBe(
      'In use by subscription a (Of a). Delete it, or move it to another schema first',
    );
    expect(detailFor(...Array.from({ length: 12 }, (_, index) => `s${index}`))).toContain(
      's9 (Of s9) and 2 more. Delete',
    );
  });
});
