// `google.protobuf.Struct` as gRPC's loader decodes and encodes it, and the JSON object that it stands for.

/** `google.protobuf.Value`: one of them is there, in camel case whatever the loader is told. */
interface StructValue {
  readonly nullValue?: unknown;
  readonly numberValue?: number;
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly structValue?: Struct;
  readonly listValue?: { readonly values?: readonly StructValue[] };
}

export interface Struct {
  readonly fields?: Readonly<Record<string, StructValue>>;
}

export const objectOf = ({ fields = {} }: Struct): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, valueOf(value)]));

/** Recursive: the decoder refuses messages that are nested more than 100 deep. */
function valueOf(value: StructValue): unknown {
  if (value.structValue) return objectOf(value.structValue);
  if (value.listValue) return (value.listValue.values ?? []).map(valueOf);
  return value.stringValue ?? value.numberValue ?? value.boolValue ?? null;
}

export const structOf = (object: object): Struct => ({
  fields: Object.fromEntries(Object.entries(object).map(([name, value]) => [name, structValueOf(value)])),
});

function structValueOf(value: unknown): StructValue {
  switch (typeof value) {
    case 'string':
      return { stringValue: value };
    case 'number':
      return { numberValue: value };
    case 'boolean':
      return { boolValue: value };
    default:
      if (Array.isArray(value)) return { listValue: { values: value.map(structValueOf) } };
      return typeof value === 'object' && value !== null
        ? { structValue: structOf(value) }
        : { nullValue: 0 };
  }
}
