import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { LogPrinter } from './log-printer.js';

function printer(): { printer: LogPrinter; printed: string[] } {
  const printed: string[] = [];
  return { printer: new LogPrinter((text) => printed.push(stripVTControlCharacters(text))), printed };
}

it('prints each line behind its process’s name', () => {
  const { printer: open, printed } = printer();
  open.open([]);
  open.line('ingest', 'ready');
  open.line('dispatcher-2', 'ready');
  expect(printed).toEqual(['ingest        │ ready\n', 'dispatcher-2  │ ready\n']);
});

it('holds lines back until it is opened, and then prints those that are asked for', () => {
  const { printer: held, printed } = printer();
  held.line('kafka', 'starting');
  held.line('receiver', 'listening');
  expect(printed).toEqual([]);
  held.open(['receiver']);
  expect(printed).toEqual(['receiver      │ listening\n']);
});

it('counts lines, held or not', () => {
  const { printer: counting } = printer();
  counting.line('receiver', 'a');
  counting.open([]);
  counting.line('receiver', 'b');
  expect([counting.count('receiver'), counting.count('ingest')]).toEqual([2, 0]);
});
