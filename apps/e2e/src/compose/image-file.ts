// What the Dockerfile says about the image that compose runs: its Node, its environment, its user.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@posthorn/testing';

export interface ImageFile {
  /** Such as `node:24.21.0-bookworm-slim`. */
  readonly nodeImage: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly user: string;
}

interface Instruction {
  readonly word: string;
  readonly text: string;
}

/** The image of the last stage. */
export function readImage(): ImageFile {
  const instructions = readInstructions(readFileSync(join(workspaceRoot, 'Dockerfile'), 'utf8'));
  const stage = instructions.slice(instructions.findLastIndex(({ word }) => word === 'FROM'));
  const assigned = textsOf(stage, 'ENV').flatMap((text) => [...text.matchAll(/(\w+)=(?:"([^"]*)"|(\S+))/g)]);
  return {
    nodeImage: /NODE_IMAGE=(\S+)/.exec(textsOf(instructions, 'ARG').join(' '))?.[1] ?? '',
    environment: Object.fromEntries(
      assigned.map(([, name = '', quoted, bare = '']) => [name, quoted ?? bare]),
    ),
    user: textsOf(stage, 'USER').at(-1) ?? 'root',
  };
}

function readInstructions(text: string): readonly Instruction[] {
  const lines = text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n');
  return lines.flatMap((line) => {
    const [, word = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    return word === '' ? [] : [{ word, text: rest }];
  });
}

const textsOf = (instructions: readonly Instruction[], word: string): readonly string[] =>
  instructions.filter((instruction) => instruction.word === word).map(({ text }) => text);
