import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@posthorn/testing';
import { describe, expect, it } from 'vitest';
import { readText } from './documents.js';
import { guaranteeFaults, guaranteesFolder, guaranteesIn } from './guarantees.js';

const section = (id: string, ...specs: string[]): string =>
  [`### ${id}: a promise`, ...specs.map((spec) => `Proof: \`${guaranteesFolder}/${spec}\``), ''].join('\n');
const faults = (text: string, ...files: string[]): readonly string[] =>
  guaranteeFaults(guaranteesIn(text), files);

describe('the comparison', () => {
  it('finds nothing where each promise has its spec', () => {
    const text = `# Promise\n${section('G1', 'g1-a.spec.ts')}## More\n${section('G2', 'g2-b.spec.ts')}`;
    expect(faults(text, 'g1-a.spec.ts', 'g2-b.spec.ts')).toEqual([]);
  });

  it.each([
    { of: 'no promise', text: '# Nothing', fault: 'nothing is promised' },
    { of: 'a promise without a spec', text: section('G1'), fault: 'G1: names no spec' },
    {
      of: 'a spec that is missing',
      text: section('G1', 'g1-b.spec.ts'),
      fault: 'G1: g1-b.spec.ts does not exist',
    },
    {
      of: 'a spec that nobody promised',
      text: section('G1', 'g1-a.spec.ts'),
      fault: 'g2-b.spec.ts: promised nowhere',
    },
    {
      of: "another one's spec",
      text: section('G1', 'g2-b.spec.ts'),
      fault: 'G1: names g2-b.spec.ts, which is not its own',
    },
    {
      of: 'an id that is there twice',
      text: section('G1', 'g1-a.spec.ts').repeat(2),
      fault: 'G1: expected G2 here',
    },
    {
      of: 'a spec below the next heading',
      text: `### G1: a promise\n## More\n${guaranteesFolder}/g1-a.spec.ts`,
      fault: 'G1: names no spec',
    },
  ])('reports $of', ({ text, fault }) => {
    expect(faults(text, 'g1-a.spec.ts', 'g2-b.spec.ts')).toContain(fault);
  });
});

it('every promise has an id and a spec, and every spec of the folder is promised', () => {
  const folder = join(workspaceRoot, guaranteesFolder);
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.spec.ts')) : [];
  expect(guaranteeFaults(guaranteesIn(readText('docs/delivery-guarantee.md')), files)).toEqual([]);
});
