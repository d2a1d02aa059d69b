// `google.protobuf.Struct` of plain JSON, which proto-loader leaves to its users.

export const structOf = (object: Readonly<Record<string, unknown>>): object => ({
  fields: Object.fromEntries(Object.entries(object).map(([name, value]) => [name, valueOf(value)])),
});

function valueOf(value: unknown): object {
  if (value === null) return { nullValue: 0 };
  if (Array.isArray(value)) return { listValue: { values: value.map(valueOf) } };
  switch (typeof value) {
    case 'object':
      return { structValue: structOf(value as Readonly<Record<string, unknown>>) };
    case 'number':
      return { numberValue: value };
    case 'boolean':
      return { boolValue: value };
    default:
      return { stringValue: value };
  }
}
