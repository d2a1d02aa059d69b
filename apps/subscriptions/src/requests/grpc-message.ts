// A decoded gRPC message as the body that REST would have sent: proto3 cannot tell an empty list from an absent one,
// and update masks say what a PATCH body says by the presence of its keys.

export interface FieldMask {
  readonly paths: readonly string[];
}

/** An update's message as it is decoded. */
export type Masked<M extends { update_mask: unknown }> = Omit<M, 'update_mask'> & {
  readonly update_mask?: FieldMask | null;
};

type Fields = Readonly<Record<string, unknown>>;

/** The fields that are set, in messages within it, too; an empty list counts as not set. */
export const presentFields = (message: object): Fields =>
  Object.fromEntries(
    Object.entries(message)
      .filter(([name, value]) => isPresent(name, value))
      .map(([name, value]) => [name, presentValue(value)]),
  );

function presentValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(presentValue);
  return typeof value === 'object' && value !== null ? presentFields(value) : value;
}

/**
 * The body of a PATCH. With a mask, exactly the fields that it names, `null` for one that is not set; what it names
 * beside the message's fields stands in the body, too, for the schema to refuse by name.
 */
export function maskedFields(message: object, mask: FieldMask | null | undefined): Fields {
  const fields: Fields = { ...message };
  if (!mask || mask.paths.length === 0) return presentFields(message);
  return Object.fromEntries(mask.paths.map((path) => [path, presentValue(fields[path] ?? null)]));
}

/** Names with an underscore in front are the decoder's own, for optional fields. */
const isPresent = (name: string, value: unknown): boolean =>
  !name.startsWith('_') && value !== undefined && !(Array.isArray(value) && value.length === 0);
