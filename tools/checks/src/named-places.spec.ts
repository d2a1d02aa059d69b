import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@posthorn/testing';
import { describe, expect, it } from 'vitest';
import { documents, readText, type Document } from './documents.js';
import { anchorsOf, linksIn, pathsIn, scriptsIn, type Link } from './named-places.js';

const exists = (path: string): boolean => existsSync(join(workspaceRoot, path));
const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> };

describe('what a text names', () => {
  it('are paths, in prose and in commands, without the full stop', () => {
    const text =
      'See `libs/kafka/src/index.ts`. `node apps/x/dist/commands/a.js` reads docs/adr/ and apps/*/src.';
    expect(pathsIn(text)).toEqual([
      'libs/kafka/src/index.ts',
      'apps/x/src/commands/a.ts',
      'docs/adr',
      'apps',
    ]);
  });

  it('are links, from the place of the document', () => {
    const text = '[a](../README.md) [b](#here) [c](adr/0001.md#there) [d](https://example.com)';
    expect(linksIn({ path: 'docs/a.md', text })).toEqual([
      { path: 'README.md', anchor: '' },
      { path: 'docs/a.md', anchor: 'here' },
      { path: 'docs/adr/0001.md', anchor: 'there' },
    ]);
  });

  it('are npm scripts', () => {
    expect(scriptsIn('`npm start` and npm run db:new -- x, npm test. npm ci')).toEqual([
      'start',
      'db:new',
      'test',
    ]);
  });

  it('has anchors as GitHub makes them', () => {
    expect(anchorsOf("# The way, and `code`\n## G3: it's here")).toEqual(['the-way-and-code', 'g3-its-here']);
  });
});

describe('the documents name', () => {
  /** `<document>: <what it names>` for each that the document finds and that is not there. */
  const missing = (find: (document: Document) => readonly string[]): readonly string[] =>
    documents().flatMap((document) => find(document).map((name) => `${document.path}: ${name}`));

  it('only paths that exist', () => {
    expect(missing(({ text }) => pathsIn(text).filter((path) => !exists(path)))).toEqual([]);
  });

  it('only documents and headings that exist', () => {
    const isBroken = ({ path, anchor }: Link): boolean =>
      !exists(path) || (anchor !== '' && !anchorsOf(readText(path)).includes(anchor));
    const broken = missing((document) =>
      linksIn(document)
        .filter(isBroken)
        .map(({ path, anchor }) => `${path}#${anchor}`),
    );
    expect(broken).toEqual([]);
  });

  it('only npm scripts that exist', () => {
    expect(missing(({ text }) => scriptsIn(text).filter((script) => !(script in scripts)))).toEqual([]);
  });
});
