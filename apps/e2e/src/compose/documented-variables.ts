// What .env.example says: `NAME=value` is set in every copy of it, `#NAME=value` shows a default.

export interface DocumentedVariable {
  readonly name: string;
  readonly value: string;
  readonly kind: 'set' | 'default';
}

export const documentedVariables = (text: string): readonly DocumentedVariable[] =>
  Array.from(text.matchAll(/^(#?)([A-Z][A-Z0-9_]*)=(.*)$/gm), ([, mark, name = '', value = '']) => ({
    name,
    value,
    kind: mark === '#' ? ('default' as const) : ('set' as const),
  }));

/** The variables of a copy of .env.example. */
export const setVariables = (documented: readonly DocumentedVariable[]): Record<string, string> =>
  Object.fromEntries(documented.filter(({ kind }) => kind === 'set').map(({ name, value }) => [name, value]));
