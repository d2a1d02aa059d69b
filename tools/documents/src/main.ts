// `npm run generate`: writes the documents that are made of the contracts.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '@posthorn/testing';
import { generatedDocuments } from './generated-documents.js';

for (const [path, text] of await generatedDocuments()) await writeFile(join(workspaceRoot, path), text);
