// docs/operations.md names every variable and every metric, and none that does not exist. That .env.example is right
// is proved in apps/e2e, against the services themselves.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@posthorn/testing';
import { describe, expect, it } from 'vitest';
import { readText } from './documents.js';

const operations = readText('docs/operations.md');
const all = (text: string, pattern: RegExp): readonly string[] =>
  Array.from(text.matchAll(pattern), ([, found = '']) => found);

describe('variables', () => {
  const example = readText('.env.example');
  const rows = new Map(
    Array.from(
      operations.matchAll(/^\| `([A-Z][A-Z0-9_]*)` *\| *(.*?) *\|/gm),
      ([, name = '', shown = '']) => [name, shown.replaceAll('`', '')],
    ),
  );

  it('are those of .env.example, each in one row', () => {
    const named = all(operations, /^\| `([A-Z][A-Z0-9_]*)` *\|/gm);
    expect([...named].sort()).toEqual([...all(example, /^#?([A-Z][A-Z0-9_]*)=/gm)].sort());
  });

  it('have the defaults of .env.example', () => {
    const ofCompose = 'KAFKA_BROKERS';
    const defaults = Array.from(
      example.matchAll(/^#([A-Z][A-Z0-9_]*)=(.+)$/gm),
      ([, name = '', value = '']) => ({
        name,
        value,
      }),
    ).filter(({ name }) => name !== ofCompose);
    expect(defaults.length).toBeGreaterThan(15);
    expect(defaults.filter(({ name, value }) => rows.get(name) !== value)).toEqual([]);
  });
});

describe('metrics', () => {
  const sources = ['apps', 'libs'].flatMap((folder) =>
    readdirSync(join(workspaceRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /^[^/\\]+[/\\]src[/\\].*\.ts$/.test(name) && !name.endsWith('.spec.ts'))
      .map((name) => readText(join(folder, name))),
  );
  const made = /\.(?:counter|histogram|gauge)(?:<[^>]*>)?\(\{\s*name: '(\w+)'/g;

  it('are those that the services have', () => {
    const existing = sources.flatMap((text) => all(text, made)).map((name) => `posthorn_${name}`);
    expect(existing.length).toBeGreaterThan(10);
    const named = new Set(all(operations, /\b(posthorn_[a-z_]*[a-z])\b/g));
    expect([...named].sort()).toEqual([...new Set(existing)].sort());
  });
});
