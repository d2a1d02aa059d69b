// Holds an event about a custom object against its account's schema, as the registry has it. Other events have none.
import type { SchemaRecord } from '@posthorn/contracts';
import type { RegistryView } from '@posthorn/kafka';
import { invalidRequest, type FieldFault } from '@posthorn/service-runtime';
import type { RegistryLook } from '../registry/registry-look.js';
import { recordFaults } from '../events/check-record.js';
import type { ReadEvent, ReadyEvent } from '../events/read-event.js';

export class RecordCheck {
  constructor(
    private readonly view: Pick<RegistryView, 'schema'>,
    private readonly look: RegistryLook,
  ) {}

  /** Refused only by a schema that is not older than the call: one that was just made or changed counts. */
  async check(event: ReadyEvent): Promise<ReadEvent> {
    const { accountId, schemaId } = event.attributes;
    if (schemaId === undefined) return { kind: 'event', event };
    const faults = () => faultsBy(this.schemaOf(accountId, schemaId), event);
    const sought = await this.look.seek(() => (faults().length === 0 ? event : undefined));
    if (sought.kind === 'unknowable') return { kind: 'refused', problem: sought.problem };
    return sought.found === undefined
      ? { kind: 'refused', problem: invalidRequest(faults()).problem }
      : { kind: 'event', event };
  }

  private schemaOf(accountId: string, schemaId: string): SchemaRecord | undefined {
    const schema = this.view.schema(schemaId);
    return schema?.account_id === accountId ? schema : undefined;
  }
}

const faultsBy = (
  schema: SchemaRecord | undefined,
  { eventType, data }: ReadyEvent,
): readonly FieldFault[] =>
  schema === undefined
    ? [unknownSchema]
    : recordFaults(data, { schema, exists: eventType.code !== 'custom_object_deleted' });

const unknownSchema: FieldFault = {
  field: 'data.schema.id',
  detail: 'The account has no schema with this id; GET /v1/schemas of the subscriptions service lists them',
};
