// Finds what a document names that can be looked up: paths of the repository, links to other documents, npm scripts.
// Pure; whether they exist is asked by the spec.
import { posix } from 'node:path';
import type { Document } from './documents.js';

const path = /(?<![\w/.@-])(?:apps|libs|tools|docs)\/[\w.@*/-]*[\w*]/g;

/**
 * Paths from the workspace root, in text and in commands. A compiled file stands for its source; what has a `*` stands
 * for the folder before it.
 */
export const pathsIn = (text: string): readonly string[] =>
  unique(Array.from(text.matchAll(path), ([found]) => sourceOf(beforeWildcard(found))));

const beforeWildcard = (found: string): string => {
  const at = found.indexOf('*');
  return at < 0 ? found : found.slice(0, found.lastIndexOf('/', at));
};

const sourceOf = (found: string): string =>
  found.includes('/dist/') ? found.replace('/dist/', '/src/').replace(/\.js$/, '.ts') : found;

export interface Link {
  /** From the workspace root. */
  readonly path: string;
  /** The heading that it leads to; empty: the document. */
  readonly anchor: string;
}

/** Links within the repository. */
export const linksIn = ({ path: from, text }: Document): readonly Link[] =>
  Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [file = '', anchor = ''] = target.split('#');
      return { path: file === '' ? from : posix.join(posix.dirname(from), file), anchor };
    });

/** The anchors of a document's headings, as GitHub makes them. */
export const anchorsOf = (text: string): readonly string[] =>
  Array.from(text.matchAll(/^#{1,6} (.+)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** `start` of `npm start`, `db:new` of `npm run db:new`. */
export const scriptsIn = (text: string): readonly string[] =>
  unique(
    Array.from(
      text.matchAll(/\bnpm (?:run ([\w:-]*\w)|(start|test)\b)/g),
      ([, run, short]) => run ?? short ?? '',
    ),
  );

const unique = (values: readonly string[]): readonly string[] => [...new Set(values)];
