// Which schema an event's object follows: what `data` says, which the attribute may repeat and not contradict.
import { invalidRequest, type Problem } from '@posthorn/service-runtime';

export type ChosenSchema =
  | { readonly kind: 'schema'; readonly schemaId: string | undefined }
  | { readonly kind: 'refused'; readonly problem: Problem };

export function chooseSchema(named: string | undefined, inData: string | undefined): ChosenSchema {
  if (named === undefined || named === inData) return { kind: 'schema', schemaId: inData };
  return inData === undefined
    ? faulty('Only events about custom objects have a schema; leave it out')
    : faulty(`The schema in data is ${JSON.stringify(inData)}; give the same, or leave it out`);
}

const faulty = (detail: string): ChosenSchema => ({
  kind: 'refused',
  problem: invalidRequest([{ field: 'schemaid', detail }]).problem,
});
