// Every document that is made of the contracts, by its path, as prettier leaves it.
import { join } from 'node:path';
import { workspaceRoot } from '@posthorn/testing';
import { format, resolveConfig } from 'prettier';
import { asyncApi } from './async-api/async-api.js';
import { eventCatalogue } from './event-catalogue/event-catalogue.js';

const documents: Readonly<Record<string, () => string>> = {
  'docs/event-catalogue.md': eventCatalogue,
  'docs/asyncapi.json': () => JSON.stringify(asyncApi),
};

export const generatedDocuments = (): Promise<readonly (readonly [string, string])[]> =>
  Promise.all(
    Object.entries(documents).map(async ([path, make]) => [path, await formatted(path, make())] as const),
  );

async function formatted(path: string, text: string): Promise<string> {
  const filepath = join(workspaceRoot, path);
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}
