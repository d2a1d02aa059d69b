// A subscription may name a list only when one of its event types takes one. Pure.
import { eventTypes } from '@posthorn/contracts';
import type { FieldFault } from '@posthorn/service-runtime';

export interface ListChoice {
  readonly eventTypes: readonly string[];
  readonly listId: string | null;
}

const takers = eventTypes.filter((type) => type.takesList).map((type) => type.code);

/** What is told of a list that fits none of the event types. */
export const listDetail = `None of the event types takes a list; these do: ${takers.join(', ')}. Add one, or leave list_id out`;

/** `undefined` when there is no fault. */
export function listFault(choice: ListChoice): FieldFault | undefined {
  if (choice.listId === null || choice.eventTypes.some((code) => takers.includes(code))) return undefined;
  return { field: 'list_id', detail: listDetail };
}
