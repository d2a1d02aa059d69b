// The Compose Specification's own JSON Schema. It comes with the linter dclint, which follows the specification.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';

const packageFile = createRequire(import.meta.url).resolve('dclint/package.json');
const file = join(dirname(packageFile), 'schemas', 'compose.schema.json');
/** Without the address of its dialect: the schema writes it in a form that ajv does not know. */
const { $schema: _dialect, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;

const accepts = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(schema);

/** One line for each place where a document breaks the schema. */
export function composeSchemaFaults(document: unknown): readonly string[] {
  if (accepts(document)) return [];
  return (accepts.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
  );
}
