// The committed types are those that the protos give now, and the protos keep buf's rules.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const project = join(import.meta.dirname, '..');
const programs = join(project, '../../node_modules/.bin');
const run = promisify(execFile);

const buf = (...args: string[]) =>
  run(join(programs, 'buf'), args, {
    cwd: project,
    env: { ...process.env, PATH: [programs, process.env.PATH].join(delimiter) },
  });

async function textsIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  return Object.fromEntries(paths.map((path, index) => [path.slice(folder.length), texts[index] ?? '']));
}

it('is what `npm run generate` makes of the protos', { timeout: 30_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'posthorn-generated-'));
  try {
    await buf('generate', '-o', folder);
    expect(await textsIn(join(project, 'src/generated'))).toEqual(
      await textsIn(join(folder, 'src/generated')),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('comes from protos without a fault', { timeout: 30_000 }, async () => {
  await expect(buf('lint')).resolves.toMatchObject({ stdout: '' });
});
