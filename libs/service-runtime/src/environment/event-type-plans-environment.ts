// Which plans have which event types here, in place of the catalogue's own answer. Ask `plansOf` of contracts.
import { findEventType, objectTypes, plans, type EventTypePlans } from '@posthorn/contracts';
import { z } from 'zod';

const example = '{"deal":["marketing","sales"],"update":[]}';

export const eventTypePlansEnvironment = z
  .object({ EVENT_TYPE_PLANS: z.string().transform(readTable).optional() })
  .transform((values): EventTypePlans => values.EVENT_TYPE_PLANS ?? {});

const jsonObject = z.record(z.string(), z.unknown());
const planList = z.array(z.enum(plans));

function readTable(text: string, context: z.RefinementCtx): EventTypePlans {
  const table = jsonObject.safeParse(parseJson(text));
  const faults = table.success
    ? Object.entries(table.data).flatMap(([name, value]) => faultOf(name, value) ?? [])
    : [`Set it to JSON, such as ${example}`];
  for (const message of faults) context.addIssue({ code: 'custom', message });
  return faults.length === 0 ? (table.data as EventTypePlans) : z.NEVER;
}

function faultOf(name: string, value: unknown): string | undefined {
  const isKnown = findEventType(name) !== undefined || objectTypes.some((objectType) => objectType === name);
  if (!isKnown) return `${JSON.stringify(name)} is no event type and no object type`;
  if (planList.safeParse(value).success) return undefined;
  return `Set ${JSON.stringify(name)} to a list of plans: ${plans.join(', ')}`;
}

/** Text that is no JSON stays text. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
