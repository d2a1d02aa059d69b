// Docker Compose's interpolation, in the forms that docker-compose.yml uses: `${NAME}`, `${NAME:-default}`,
// `${NAME:?message}`, each of them within another, and `$$`. Every other form is an error.

/** A variable set to nothing counts as not set, as `:-` and `:?` have it. */
export type Variables = Readonly<Record<string, string | undefined>>;

const expression = /^([A-Z][A-Z0-9_]*)(?::([-?])(.*))?$/s;

/** Throws when a required variable is not set, with the file's own message. */
export function interpolate(text: string, variables: Variables): string {
  const start = text.indexOf('$');
  if (start < 0) return text;
  const before = text.slice(0, start);
  if (text[start + 1] === '$') return `${before}$${interpolate(text.slice(start + 2), variables)}`;
  const end = endOfBraces(text, start);
  const value = evaluate(text.slice(start + 2, end), variables);
  return before + value + interpolate(text.slice(end + 1), variables);
}

function evaluate(inBraces: string, variables: Variables): string {
  const [, name, operator, argument = ''] = expression.exec(inBraces) ?? [];
  if (name === undefined) throw new Error(`\${${inBraces}} is no form that is used here`);
  const value = variables[name] ?? '';
  if (value !== '' || operator === undefined) return value;
  if (operator === '-') return interpolate(argument, variables);
  throw new Error(`${name}: ${argument}`);
}

/** Index of the brace that closes the one after `start`. */
function endOfBraces(text: string, start: number): number {
  if (text[start + 1] !== '{') throw new Error(`"${text}" has a $ that begins nothing`);
  let depth = 0;
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  throw new Error(`"${text}" does not close its braces`);
}
