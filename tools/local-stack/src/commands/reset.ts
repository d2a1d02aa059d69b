// `npm run reset`: deletes what the local stack keeps, after asking. The broker's jars stay, they are no data.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { reachablePlace } from '@posthorn/testing';
import { RunFile } from '../stack/run-file.js';
import { dataFolder, stackFolder } from './folders.js';

/** Resolves with the exit code. Refuses while a stack runs. */
export async function reset({ yes }: { readonly yes: boolean }): Promise<number> {
  const run = new RunFile(stackFolder);
  await run.claim();
  try {
    const agreed = yes || (await ask());
    if (agreed) await deleteData();
    console.log(agreed ? 'Deleted. The next npm start begins anew.' : 'Nothing was deleted.');
    return agreed ? 0 : 1;
  } finally {
    await run.release();
  }
}

async function deleteData(): Promise<void> {
  const kept = [dataFolder, reachablePlace(join(dataFolder, 'postgres'))];
  const files = ['secrets.json', 'demo.json', 'stack.json'].map((name) => join(stackFolder, name));
  await Promise.all([...kept, ...files].map((path) => rm(path, { recursive: true, force: true })));
}

async function ask(): Promise<boolean> {
  if (!process.stdin.isTTY) {
    console.error('There is no terminal to ask in. To delete without asking: npm run reset -- --yes');
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const question = `Delete the events, subscriptions and tokens of the local stack (${dataFolder})? [y/N] `;
  const answer = await terminal.question(question).finally(() => {
    terminal.close();
  });
  return /^y(es)?$/i.test(answer.trim());
}
