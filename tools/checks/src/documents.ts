// The documents of the repository, as its checks read them: the Markdown files of the root and of `docs`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@posthorn/testing';

export interface Document {
  /** From the workspace root, with `/`. */
  readonly path: string;
  readonly text: string;
}

export const readText = (path: string): string => readFileSync(join(workspaceRoot, path), 'utf8');

export const readDocument = (path: string): Document => ({ path, text: readText(path) });

export const documents = (): readonly Document[] =>
  [...markdownIn('.', false), ...markdownIn('docs', true)].sort().map(readDocument);

const markdownIn = (folder: string, recursive: boolean): readonly string[] =>
  readdirSync(join(workspaceRoot, folder), { recursive, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name).replaceAll('\\', '/'));
