// What makes a schema impossible beside its own shape: the plans of its account, schemas that it names and are not
// there, and who names it when it is to go. Pure.
import { eventTypes, plansHave, plansOf } from '@posthorn/contracts';
import { ProblemError, type FieldFault } from '@posthorn/service-runtime';
import { refusedByState } from '../requests/problems.js';
import type { PlanTable } from '../subscriptions/plan-rule.js';

const ofCustomObjects = eventTypes.filter(({ kind }) => kind === 'custom_object');

/** Throws `plan_lacks_custom_objects` (403) when no plan of the account has an event type of custom objects. */
export function refuseWithoutPlan({ plans, table }: PlanTable): void {
  if (ofCustomObjects.some((eventType) => plansHave(plans, eventType, table))) return;
  const allow = [...new Set(ofCustomObjects.flatMap((eventType) => plansOf(eventType, table)))];
  const told = allow.length === 0 ? 'no plan has them' : `these have them: ${allow.join(', ')}`;
  throw new ProblemError({
    status: 403,
    code: 'plan_lacks_custom_objects',
    title: 'The plans of the account do not have it',
    detail: `No plan of the account has custom objects; ${told}`,
  });
}

interface Relating {
  readonly schema_id?: string | undefined;
}

/** One fault for each relationship to a schema that is none of the known ones. */
export const relationshipFaults = (
  relationships: readonly Relating[],
  known: ReadonlySet<string>,
): readonly FieldFault[] =>
  relationships.flatMap(({ schema_id: id }, index) =>
    id === undefined || known.has(id)
      ? []
      : [
          {
            field: `relationships[${index}].schema_id`,
            detail: 'The account has no schema with this id; GET /v1/schemas lists them',
          },
        ],
  );

export interface Naming {
  readonly id: string;
  readonly name: string;
}

/** More are counted. */
const toldMax = 10;

/** Throws `schema_in_use` (409), with the first that name it, when any do. */
export function refuseWhileNamed(what: 'subscription' | 'schema', naming: readonly Naming[]): void {
  if (naming.length === 0) return;
  const told = naming.slice(0, toldMax).map(({ id, name }) => `${what} ${id} (${name})`);
  const more = naming.length > toldMax ? ` and ${naming.length - toldMax} more` : '';
  const remedy =
    what === 'subscription' ? 'Delete it, or move it to another schema' : 'Take that relationship away';
  throw refusedByState('schema_in_use', `In use by ${told.join(', ')}${more}. ${remedy} first`);
}
