// An event of gRPC as REST has it: without what the decoder adds, and `data` as JSON instead of a Struct.

/** `google.protobuf.Value` as decoded: one of them is there, in camel case whatever the loader is told. */
interface StructValue {
  readonly nullValue?: unknown;
  readonly numberValue?: number;
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly structValue?: Struct;
  readonly listValue?: { readonly values?: readonly StructValue[] };
}

interface Struct {
  readonly fields?: Readonly<Record<string, StructValue>>;
}

export type EventMessage = Readonly<Record<string, unknown>> & { readonly data?: Struct | null };

/** What the decoder adds begins with `_`: which optional fields are there. */
export function eventOf(message: EventMessage | null | undefined): unknown {
  const { data, ...attributes } = message ?? {};
  const given = Object.entries(attributes).filter(
    ([name, value]) => !name.startsWith('_') && value !== undefined,
  );
  const withData = data ? { data: objectOf(data) } : {};
  return { ...Object.fromEntries(given), ...withData };
}

const objectOf = ({ fields = {} }: Struct): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, valueOf(value)]));

/** Recursive: the decoder refuses messages that are nested more than 100 deep. */
function valueOf(value: StructValue): unknown {
  if (value.structValue) return objectOf(value.structValue);
  if (value.listValue) return (value.listValue.values ?? []).map(valueOf);
  return value.stringValue ?? value.numberValue ?? value.boolValue ?? null;
}
